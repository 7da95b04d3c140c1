import { type EquilibriumParameters, resolveExperiment, type Sampler } from '@widthwise/experiments';
import type { Estimate } from '@widthwise/probes';
import { expect, it } from 'vitest';
import { loadBackend } from '../../backends.ts';
import { mergeShards } from '../../merge-shards.ts';
import { runShard } from '../../run-shard.ts';

const COUNT = 256;
const selection = { name: 'equilibrium', version: 1, options: {} };

async function estimatesOf(
  sampler: Sampler,
  first: number,
  weights: string,
  sigmaW: number,
): Promise<readonly Estimate[]> {
  const parameters: EquilibriumParameters = {
    network: { activation: 'tanh', width: 32, depth: 60, sigmaW, sigmaB: 0, weights },
    inputs: { ensemble: 'pair', correlation: 0.6, squaredNorm: 1 },
    sampler,
  };
  const request = {
    cellId: 'e9'.repeat(32),
    experiment: 'equilibrium',
    parameters,
    probes: [selection],
    first,
    count: COUNT,
    mnist: () => ({ images: new Uint8Array(), labels: new Uint8Array() }),
    memoryBudgetBytes: 2 ** 28,
  };
  const { statistics, failures } = await runShard(request, await loadBackend(sampler), () => {});
  expect(failures).toEqual([]);
  const blocks = statistics.map(({ statistics: merged }) => ({ first, networks: COUNT, statistics: merged }));
  const shape = resolveExperiment('equilibrium').shape(parameters);
  return mergeShards(selection, shape, blocks).result.estimates;
}

/** Largest difference in standard errors; numbers that hardly vary must agree to 1e-5. */
function largestScore(dense: readonly Estimate[], gram: readonly Estimate[]): number {
  const scores = dense.map(({ value = Number.NaN, standardError = Number.NaN }, at) => {
    const other = gram[at];
    const error = Math.hypot(standardError, other?.standardError ?? Number.NaN);
    return Math.abs(value - (other?.value ?? Number.NaN)) / Math.max(error, 1e-5);
  });
  return Math.max(...scores);
}

// 135 correlated estimates, |z| < 5: false alarm below 8e-5 a family.
it.each([
  ['gaussian', 0.9],
  ['orthogonal', 1.1],
  ['goe', 0.5],
])('both samplers store the same estimates of a shard: %s', async (weights, sigmaW) => {
  const dense = await estimatesOf('dense', 0, weights, sigmaW);
  const gram = await estimatesOf('gram', COUNT, weights, sigmaW);
  expect(dense.length).toBe(gram.length);
  expect(largestScore(dense, gram)).toBeLessThan(5);
  const wrong = await estimatesOf('gram', COUNT, weights, 1.1 * sigmaW);
  expect(largestScore(dense, wrong)).toBeGreaterThan(5);
});
