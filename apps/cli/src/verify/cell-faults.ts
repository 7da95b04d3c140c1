import { makeCell, makeShard, missingBlocks, type PlannedCell, type SweepPlan } from '@widthwise/plan';
import type { CellAudit, ShardAudit } from '@widthwise/store';
import { shardLabel } from '@widthwise/workflows';

/** Something stored that is not as it should be. */
export interface StoredFault {
  readonly code: 'CELL_KEY' | 'ESTIMATES' | 'LEDGER' | 'SHARD_CORRUPT' | 'SHARD_INCOMPLETE' | 'SHARD_KEY';
  readonly cellId: string;
  /** Id of the shard, where it is one shard's. */
  readonly shard?: string;
  readonly message: string;
}

const labelOf = ({ cellId, first, networks }: ShardAudit): string => shardLabel(cellId, first, networks);

function shardFaults(shard: ShardAudit, probes: SweepPlan['probes']): StoredFault[] {
  const faults: StoredFault[] = [];
  const where = `shard ${labelOf(shard)}, stored by ${shard.worker}`;
  const add = (code: StoredFault['code'], message: string): void => {
    faults.push({ code, cellId: shard.cellId, shard: shard.id, message: `${where}: ${message}` });
  };
  if (makeShard(shard).id !== shard.id) add('SHARD_KEY', `its id ${shard.id} is not that of its key.`);
  for (const { probe, contributors, storedHash, foundHash } of shard.statistics) {
    if (foundHash !== storedHash)
      add('SHARD_CORRUPT', `statistics of ${probe.name} hash to ${foundHash}, stored was ${storedHash}.`);
    if (contributors + shard.failures !== shard.networks)
      add(
        'SHARD_INCOMPLETE',
        `${probe.name} holds ${contributors} networks and ${shard.failures} failed, of ${shard.networks}.`,
      );
  }
  if (faults.length === 0 && shard.foundHash !== shard.storedHash)
    add('SHARD_CORRUPT', `its content hashes to ${shard.foundHash}, stored was ${shard.storedHash}.`);
  const stored = shard.statistics.map(({ probe }) => probe.name);
  const missing = probes.filter(({ name }) => !stored.includes(name)).map(({ name }) => name);
  const extra = stored.filter(
    (name, i) => stored.indexOf(name) !== i || !probes.some((probe) => probe.name === name),
  );
  if (missing.length > 0) add('SHARD_INCOMPLETE', `no statistics of ${missing.join(', ')}.`);
  if (extra.length > 0) add('LEDGER', `statistics that no plan asks for: ${extra.join(', ')}.`);
  return faults;
}

function ledgerFaults(planned: PlannedCell, audit: CellAudit, isCompleted: boolean): StoredFault[] {
  const cellId = planned.cell.id;
  const faults: StoredFault[] = [];
  const seen = new Set<string>();
  for (const shard of audit.shards) {
    const label = labelOf(shard);
    const add = (message: string): void => {
      faults.push({ code: 'LEDGER', cellId, shard: shard.id, message: `shard ${label} ${message}` });
    };
    if (seen.has(label)) add('is stored twice.');
    seen.add(label);
    if (shard.first + shard.networks > audit.networksWanted)
      add(`lies beyond network ${audit.networksWanted}, which is all that any sweep wants.`);
    if (shard.fingerprint !== planned.fingerprint)
      add(`was computed by ${shard.fingerprint}, the plan counts on ${planned.fingerprint}.`);
  }
  const missing = isCompleted ? missingBlocks(planned, audit.shards) : [];
  for (const { first, networks } of missing)
    faults.push({
      code: 'LEDGER',
      cellId,
      message: `networks ${first} to ${first + networks - 1} of cell ${cellId.slice(0, 16)} are planned, and not stored.`,
    });
  return faults;
}

function estimateFaults(
  planned: PlannedCell,
  probes: SweepPlan['probes'],
  audit: CellAudit,
  isCompleted: boolean,
): StoredFault[] {
  const cellId = planned.cell.id;
  const isSettled = isCompleted && !audit.isGrowing;
  return probes.flatMap(({ name }): StoredFault[] => {
    const merge = audit.merges.find(({ probe }) => probe === name);
    const merged = merge?.networks ?? 0;
    const where = `estimates of ${name}, cell ${cellId.slice(0, 16)}`;
    const faults: StoredFault[] = [];
    if (merged > audit.networks || (isSettled && merged < audit.networks))
      faults.push({
        code: 'ESTIMATES',
        cellId,
        message: `${where}: they hold ${merged} networks, stored are ${audit.networks}.`,
      });
    if (merge !== undefined && merge.rows !== merge.keys)
      faults.push({
        code: 'ESTIMATES',
        cellId,
        message: `${where}: ${merge.rows} rows for ${merge.keys} keys.`,
      });
    return faults;
  });
}

/**
 * What is wrong with a cell as stored: content that does not hash to what was recorded, ids that are not those of their
 * keys, and a ledger that differs from the plan. Networks not yet stored are no fault of a sweep that has not completed.
 */
export function cellFaults(
  planned: PlannedCell,
  probes: SweepPlan['probes'],
  audit: CellAudit,
  isCompleted: boolean,
): readonly StoredFault[] {
  const { id, ...content } = planned.cell;
  const found = makeCell(content).id;
  return [
    ...(found === id
      ? []
      : [
          {
            code: 'CELL_KEY' as const,
            cellId: id,
            message: `cell ${id.slice(0, 16)}: its parameters hash to ${found}.`,
          },
        ]),
    ...audit.shards.flatMap((shard) => shardFaults(shard, probes)),
    ...ledgerFaults(planned, audit, isCompleted),
    ...estimateFaults(planned, probes, audit, isCompleted),
  ];
}
