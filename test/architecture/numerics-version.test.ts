import { createHash } from 'node:crypto';
import { loadBackend, runShard } from '@widthwise/engine';
import { NUMERICS_VERSION } from '@widthwise/experiments';
import { probes } from '@widthwise/probes';
import { expect, test } from 'vitest';

/** Hash of the statistics of a small shard, by numerics version and probe. */
const recorded: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  2: {
    gaussianity: '84740e44ac9e844920da9c065641e3f918cb262317671772994e577b715b058c',
    normality: 'cc7a5b7a0406bcddc9af59ad8d32d339da03143591b6d47b2aaed0d296efd910',
    ntk: '90f2e93b53d899c0c69f563b07da54c35009bcc6ab52b99a12953432faa556f8',
    overlaps: '182b6638cae6dd12b0c5008ed17125163f58007d7ed4872293598c6b0d1c3ab2',
    'partial-jacobian': '06e67a585f24d24b281feabcb124c06a1bb1297a640d2c067fac625b93da6f11',
    'relative-entropy': '627cfac4021fa4aedd7683b9eb4d7a9b2d0b65d7f3aea084d1448b72c6cc0f58',
  },
};

async function statisticsHashes(sigmaW: number): Promise<Readonly<Record<string, string>>> {
  const selections = Object.values(probes)
    .filter(({ experiment, needsWeights }) => experiment === 'propagate' && needsWeights === undefined)
    .map(({ name, version, options }) => ({
      name,
      version,
      options: Object.fromEntries(Object.entries(options).map(([key, option]) => [key, option.defaultValue])),
    }));
  const request = {
    cellId: '0123456789abcdef'.repeat(4),
    experiment: 'propagate',
    parameters: {
      network: { activation: 'tanh', width: 100, depth: 5, sigmaW, sigmaB: 0.2 },
      inputs: { ensemble: 'circle', count: 5, squaredNorm: 1 },
      sampler: 'gram',
    },
    probes: selections,
    first: 0,
    count: 8,
    mnist: () => ({ images: new Uint8Array(), labels: new Uint8Array() }),
    memoryBudgetBytes: 2 ** 28,
  } as const;
  const { statistics } = await runShard(request, await loadBackend('gram'), () => undefined);
  return Object.fromEntries(
    statistics.map(({ probe, statistics: state }) => {
      const hash = createHash('sha256');
      for (const values of [state.floats, state.counts, state.reservoir])
        hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      return [probe, hash.digest('hex')];
    }),
  );
}

test('the bytes of a shard are those of this numerics version; if they changed on purpose, raise NUMERICS_VERSION', async () => {
  expect(await statisticsHashes(1.5)).toEqual(recorded[NUMERICS_VERSION]);
});

test('a change of σ_w in the last place changes the bytes that every probe sees', async () => {
  const hashes = await statisticsHashes(1.5 + 2 ** -52);
  for (const [probe, hash] of Object.entries(hashes))
    expect(hash).not.toBe(recorded[NUMERICS_VERSION]?.[probe]);
});
