import { createHash } from 'node:crypto';
import { loadBackend, runShard } from '@widthwise/engine';
import { NUMERICS_VERSION } from '@widthwise/experiments';
import { probes } from '@widthwise/probes';
import { expect, test } from 'vitest';

/** Hash of the statistics of a small shard with every probe, by numerics version. */
const recorded: Readonly<Record<number, string>> = {
  1: '3e4865acf03b3b62c755c79533afff662131bd8c172a427696ed14eff4bc4459',
};

async function statisticsHash(sigmaW: number): Promise<string> {
  const selections = Object.values(probes)
    .filter(({ name }) => ['gaussianity', 'overlaps', 'relative-entropy'].includes(name))
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
  const hash = createHash('sha256');
  for (const { statistics: state } of statistics) {
    for (const values of [state.floats, state.counts, state.reservoir]) {
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  }
  return hash.digest('hex');
}

test('the bytes of a shard are those of this numerics version; if they changed on purpose, raise NUMERICS_VERSION', async () => {
  expect(await statisticsHash(1.5)).toBe(recorded[NUMERICS_VERSION]);
});

test('a change of σ_w in the last place changes the bytes', async () => {
  expect(await statisticsHash(1.5 + 2 ** -52)).not.toBe(recorded[NUMERICS_VERSION]);
});
