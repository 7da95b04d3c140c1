import type { Backend, PropagateParameters, PropagateTask } from '@widthwise/experiments';
import { type NetworkFeatures, type ProbeSelection, probes } from '@widthwise/probes';
import { describe, expect, it } from 'vitest';
import { loadBackend } from './backends.ts';
import { mergeShards } from './merge-shards.ts';
import { runShard, type ShardRequest } from './run-shard.ts';

const parameters: PropagateParameters = {
  network: { activation: 'tanh', width: 24, depth: 4, sigmaW: 1.5, sigmaB: 0.2 },
  inputs: { ensemble: 'pair', correlation: 0.6, squaredNorm: 1 },
  sampler: 'gram',
};
const selections: readonly ProbeSelection[] = Object.values(probes)
  .filter(({ experiment, needsWeights }) => experiment === 'propagate' && needsWeights === undefined)
  .map(({ name, version, options }) => ({
    name,
    version,
    options: Object.fromEntries(
      Object.entries(options).map(([key, { defaultValue }]) => [key, defaultValue]),
    ),
  }));
const request: ShardRequest = {
  cellId: '3f2a'.repeat(16),
  experiment: 'propagate',
  parameters,
  probes: selections,
  first: 0,
  count: 8,
  mnist: () => ({ images: new Uint8Array(), labels: new Uint8Array() }),
  memoryBudgetBytes: 2 ** 30,
};
const shape = { widths: new Array<number>(4).fill(24), depth: 4, inputs: 2 };
const silent = (): void => {};

/** A backend whose networks are all alike, for outcomes that the real one rarely has. */
function backendOf(
  outcome: (network: number, features: NetworkFeatures) => NetworkFeatures | { nonFiniteLayer: number },
) {
  const backend: Backend = {
    fingerprint: 'test',
    equilibrium: async () => {},
    async propagate(task: PropagateTask, visit) {
      const real = await loadBackend('gram');
      await real.propagate(task, (network, found) => {
        visit(network, 'gram' in found ? outcome(network, found) : found);
      });
    },
  };
  return backend;
}

describe('runShard', () => {
  it('gives bitwise the same statistics and estimates for the whole block and for its parts', async () => {
    const backend = await loadBackend('gram');
    const whole = await runShard(request, backend, silent);
    const cuts = [
      { first: 4, count: 4 },
      { first: 0, count: 2 },
      { first: 2, count: 2 },
    ];
    const parts = await Promise.all(cuts.map((cut) => runShard({ ...request, ...cut }, backend, silent)));
    for (const [index, selection] of selections.entries()) {
      const blocksOf = (results: typeof parts, from: readonly { first: number; count: number }[]) =>
        results.flatMap(({ statistics }, i) => {
          const part = statistics[index];
          const cut = from[i];
          if (part === undefined || cut === undefined) return [];
          return [{ first: cut.first, networks: cut.count, statistics: part.statistics }];
        });
      const fromParts = mergeShards(selection, shape, blocksOf(parts, cuts));
      const fromWhole = mergeShards(selection, shape, blocksOf([whole], [request]));
      expect(fromParts).toEqual(fromWhole);
      expect(fromWhole.statistics.networks).toBe(8);
      expect(fromWhole.result.estimates.length).toBeGreaterThan(0);
    }
  });

  it('reports progress after every network', async () => {
    const seen: number[] = [];
    await runShard({ ...request, count: 4 }, await loadBackend('gram'), (networks) => seen.push(networks));
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('leaves a network that failed out of every average, and says where it failed', async () => {
    const third = backendOf((network, features) => (network === 3 ? { nonFiniteLayer: 2 } : features));
    const { networks, statistics, failures } = await runShard(request, third, silent);
    expect(networks).toBe(8);
    expect(statistics.map((one) => one.statistics.networks)).toEqual(selections.map(() => 7));
    expect(failures).toEqual([
      {
        network: 3,
        layer: 2,
        message:
          'NUMERICAL_NONFINITE: a preactivation of layer 2 is not finite (cell 3f2a3f2a, network 3; tanh, width 24, ' +
          'sigmaW 1.5, sigmaB 0.2). The length has left the floating-point range. Lower depth or sigmaW.',
      },
    ]);
  });

  it('throws when a probe makes a non-finite number of what the backend called finite', async () => {
    const spoiled = backendOf((network, features) =>
      network === 1 ? { ...features, gram: features.gram.map(() => Number.NaN) } : features,
    );
    await expect(runShard(request, spoiled, silent)).rejects.toMatchObject({
      code: 'NUMERICAL_NONFINITE',
      message: expect.stringContaining('cell 3f2a3f2a, network 1'),
    });
  });

  it('refuses a backend that leaves networks out', async () => {
    const lazy: Backend = { fingerprint: 'test', equilibrium: async () => {}, propagate: async () => {} };
    await expect(runShard(request, lazy, silent)).rejects.toThrow('visited 0 of 8 networks');
  });

  it.each<[string, Partial<ShardRequest>, string]>([
    ['a block that is not aligned', { first: 4 }, 'aligned block of a power of two of networks, got 8 at 4'],
    ['a block that is no power of two', { count: 6 }, 'got 6 at 0'],
    ['a cell id that is not a hash', { cellId: 'cell' }, 'cellId must be 64 hexadecimal digits'],
    [
      'an unknown probe',
      { probes: [{ name: 'overlap', version: 1, options: {} }] },
      'Did you mean "overlaps"?',
    ],
    [
      'another version of a probe',
      { probes: [{ name: 'overlaps', version: 99, options: {} }] },
      'PROBE_VERSION: the plan',
    ],
    [
      'a probe of another experiment',
      { probes: [{ name: 'equilibrium', version: 1, options: {} }] },
      'probe equilibrium looks at networks of experiment equilibrium, not propagate',
    ],
    ['an unknown experiment', { experiment: 'propagat' }, 'Did you mean "propagate"?'],
    [
      'what does not fit the memory',
      { memoryBudgetBytes: 1000 },
      'BACKEND_MEMORY: cell 3f2a3f2a, networks 0…7 needs',
    ],
  ])('refuses %s', async (_fault, change, message) => {
    const backend = await loadBackend('gram');
    await expect(runShard({ ...request, ...change }, backend, silent)).rejects.toThrow(message);
  });
});
