import type { PropagateParameters, Sampler } from '@widthwise/experiments';
import { type Estimate, probes } from '@widthwise/probes';
import { expect, it } from 'vitest';
import { loadBackend } from './backends.ts';
import { mergeShards } from './merge-shards.ts';
import { runShard } from './run-shard.ts';

const count = 512;
const network = { activation: 'tanh', width: 32, depth: 8, sigmaW: 1.5, sigmaB: 0.3 };

/** Every estimate of every registered probe, with its default options. */
async function estimatesOf(
  sampler: Sampler,
  first: number,
  sigmaW: number,
): Promise<ReadonlyMap<string, Estimate>> {
  const selections = Object.values(probes)
    .filter(({ experiment, needsWeights }) => experiment === 'propagate' && needsWeights === undefined)
    .map(({ name, version, options }) => ({
      name,
      version,
      options: Object.fromEntries(Object.entries(options).map(([key, option]) => [key, option.defaultValue])),
    }));
  const parameters: PropagateParameters = {
    network: { ...network, sigmaW },
    inputs: { ensemble: 'pair', correlation: 0.6, squaredNorm: 1 },
    sampler,
  };
  const request = {
    cellId: '5e'.repeat(32),
    experiment: 'propagate',
    parameters,
    probes: selections,
    first,
    count,
    mnist: () => ({ images: new Uint8Array(), labels: new Uint8Array() }),
    memoryBudgetBytes: 2 ** 30,
  };
  const { statistics, failures } = await runShard(request, await loadBackend(sampler), () => {});
  expect(failures).toEqual([]);
  const found = new Map<string, Estimate>();
  for (const [index, one] of statistics.entries()) {
    const selection = selections[index];
    if (selection === undefined) continue;
    const blocks = [{ first, networks: count, statistics: one.statistics }];
    const shape = {
      widths: new Array<number>(network.depth).fill(network.width),
      depth: network.depth,
      inputs: 2,
    };
    for (const estimate of mergeShards(selection, shape, blocks).result.estimates) {
      const { quantity, layer, inputA, inputB } = estimate;
      found.set([one.probe, quantity, layer, inputA, inputB].join(' '), estimate);
    }
  }
  return found;
}

/** |difference| in standard errors, of the estimates that have an error with both samplers. */
async function scores(sigmaW: number): Promise<readonly { key: string; z: number }[]> {
  const dense = await estimatesOf('dense', 0, sigmaW);
  const gram = await estimatesOf('gram', count, network.sigmaW);
  expect([...dense.keys()]).toEqual([...gram.keys()]);
  return [...dense].flatMap(([key, a]) => {
    const b = gram.get(key);
    if (a.value === undefined || b?.value === undefined) return [];
    const error = Math.hypot(a.standardError ?? 0, b.standardError ?? 0);
    return error > 0 ? [{ key, z: Math.abs(a.value - b.value) / error }] : [];
  });
}

it('every stored quantity of explicit weights agrees with the Gram sampler’s within standard errors', async () => {
  const found = await scores(network.sigmaW);
  expect(found.length).toBeGreaterThan(100);
  // Some hundreds of correlated comparisons at |z| < 5: false alarm below 2e-4.
  expect(found.filter(({ z }) => z >= 5)).toEqual([]);
  // 4.6 % are expected beyond 2; correlation between layers spreads the share, hence the margin.
  expect(found.filter(({ z }) => z > 2).length / found.length).toBeLessThan(0.18);
});

it('would not agree if σ_w were 3 % off', async () => {
  const found = await scores(1.03 * network.sigmaW);
  expect(Math.max(...found.map(({ z }) => z))).toBeGreaterThan(5);
});
