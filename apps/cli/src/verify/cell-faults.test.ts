import { makeShard, type PlannedCell, planSweep } from '@widthwise/plan';
import type { CellAudit, ShardAudit } from '@widthwise/store';
import { expect, test } from 'vitest';
import { cellFaults } from './cell-faults.ts';

const { plan } = planSweep(
  {
    name: 'verified',
    network: { activation: 'tanh', width: 32, depth: 4, sigmaW: 1, sigmaB: 0 },
    probes: ['overlaps'],
    networks: 48,
    shardNetworks: 16,
  },
  { force: false, memoryLimitBytes: 2 ** 31, unavailable: {} },
);
const { probes } = plan;
const [planned] = plan.cells as readonly [PlannedCell];

function shardAt(first: number, networks: number, changes: Partial<ShardAudit> = {}): ShardAudit {
  return {
    ...makeShard({ cellId: planned.cell.id, lineage: planned.lineage, first, networks }),
    worker: 'host-1',
    fingerprint: planned.fingerprint,
    storedHash: 'a',
    foundHash: 'a',
    failures: 0,
    statistics: probes.map((probe) => ({ probe, contributors: networks, storedHash: 'b', foundHash: 'b' })),
    ...changes,
  };
}

const sound: CellAudit = {
  shards: [shardAt(0, 16), shardAt(16, 16), shardAt(32, 16)],
  networks: 48,
  merges: [{ probe: 'overlaps', networks: 48, rows: 20, keys: 20 }],
  networksWanted: 48,
  isGrowing: false,
};
const faultsOf = (changes: Partial<CellAudit>, isCompleted = true) =>
  cellFaults(planned, probes, { ...sound, ...changes }, isCompleted).map(
    ({ code, message }) => `${code}: ${message}`,
  );
const withShard = (shard: ShardAudit) => ({ shards: [shard, ...sound.shards.slice(1)] });

test('a cell that is stored as planned has no fault', () => {
  expect(faultsOf({})).toEqual([]);
});

test('nested shards and blocks that another sweep wants are no fault', () => {
  const shards = [...sound.shards, shardAt(0, 32), shardAt(48, 16)];
  const merges = [{ probe: 'overlaps', networks: 64, rows: 20, keys: 20 }];
  expect(faultsOf({ shards, merges, networks: 64, networksWanted: 64 })).toEqual([]);
});

test('content that hashes otherwise is one fault, with its shard, probe and worker', () => {
  const statistics = probes.map((probe) => ({
    probe,
    contributors: 16,
    storedHash: 'b',
    foundHash: 'c',
  }));
  const faults = cellFaults(
    planned,
    probes,
    { ...sound, ...withShard(shardAt(0, 16, { foundHash: 'd', statistics })) },
    true,
  );
  expect(faults).toEqual([
    {
      code: 'SHARD_CORRUPT',
      cellId: planned.cell.id,
      shard: sound.shards[0]?.id,
      message: `shard ${planned.cell.id.slice(0, 16)}/0+16, stored by host-1: statistics of overlaps hash to c, stored was b.`,
    },
  ]);
  expect(faultsOf(withShard(shardAt(0, 16, { foundHash: 'd' })))).toEqual([
    expect.stringMatching(/^SHARD_CORRUPT: .*its content hashes to d, stored was a/),
  ]);
});

test('a shard under another id, without a probe or with too few networks is a fault', () => {
  const [statistics] = shardAt(0, 16).statistics;
  expect(faultsOf(withShard(shardAt(0, 16, { id: 'f' })))).toEqual([expect.stringMatching(/^SHARD_KEY/)]);
  expect(faultsOf(withShard(shardAt(0, 16, { statistics: [] })))).toEqual([
    expect.stringMatching(/^SHARD_INCOMPLETE: .*no statistics of overlaps/),
  ]);
  expect(faultsOf(withShard(shardAt(0, 16, { failures: 1 })))).toEqual([
    expect.stringMatching(/^SHARD_INCOMPLETE: .*16 networks and 1 failed, of 16/),
  ]);
  const twice = statistics === undefined ? [] : [statistics, statistics];
  expect(faultsOf(withShard(shardAt(0, 16, { statistics: twice })))).toEqual([
    expect.stringMatching(/^LEDGER: .*no plan asks for: overlaps/),
  ]);
});

test('the ledger names what is missing, doubled, beyond every plan or of another backend', () => {
  const shards = sound.shards.slice(0, 2);
  const merges = [{ probe: 'overlaps', networks: 32, rows: 20, keys: 20 }];
  const missing = { shards, networks: 32, merges };
  expect(faultsOf(missing)).toEqual([expect.stringMatching(/^LEDGER: networks 32 to 47 .*not stored/)]);
  expect(faultsOf(missing, false)).toEqual([]);
  expect(faultsOf({ shards: [...sound.shards, shardAt(0, 16)] })).toEqual([
    expect.stringMatching(/is stored twice/),
  ]);
  expect(faultsOf({ shards: [...sound.shards, shardAt(48, 16)] })).toEqual([
    expect.stringMatching(/lies beyond network 48/),
  ]);
  expect(faultsOf(withShard(shardAt(0, 16, { fingerprint: 'other' })))).toEqual([
    expect.stringMatching(/was computed by other/),
  ]);
});

test('estimates of more networks than are stored are a fault, of fewer once nothing grows', () => {
  const merged = (networks: number) => [{ probe: 'overlaps', networks, rows: 20, keys: 20 }];
  expect(faultsOf({ merges: merged(64) })).toEqual([
    expect.stringMatching(/hold 64 networks, stored are 48/),
  ]);
  expect(faultsOf({ merges: merged(32) })).toEqual([expect.stringMatching(/hold 32 networks/)]);
  expect(faultsOf({ merges: [] })).toEqual([expect.stringMatching(/hold 0 networks/)]);
  expect(faultsOf({ merges: merged(32), isGrowing: true })).toEqual([]);
  expect(faultsOf({ merges: [{ probe: 'overlaps', networks: 48, rows: 21, keys: 20 }] })).toEqual([
    expect.stringMatching(/21 rows for 20 keys/),
  ]);
});

test('a cell whose parameters are not those of its id is a fault', () => {
  const { cell } = planned;
  const changed = { ...planned, cell: { ...cell, seed: cell.seed + 1 } };
  expect(cellFaults(changed, probes, sound, true).map(({ code }) => code)).toEqual(['CELL_KEY']);
});
