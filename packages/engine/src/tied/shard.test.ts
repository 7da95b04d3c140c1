import type { EquilibriumParameters } from '@widthwise/experiments';
import { resolveExperiment } from '@widthwise/experiments';
import type { Estimate } from '@widthwise/probes';
import { describe, expect, it } from 'vitest';
import { loadBackend } from '../backends.ts';
import { mergeShards } from '../merge-shards.ts';
import { runShard, type ShardRequest } from '../run-shard.ts';

const parameters: EquilibriumParameters = {
  network: { activation: 'tanh', width: 48, depth: 60, sigmaW: 0.9, sigmaB: 0, weights: 'orthogonal' },
  inputs: { ensemble: 'pair', correlation: 0.6, squaredNorm: 1 },
  sampler: 'gram',
};
const selection = { name: 'equilibrium', version: 1, options: {} };
const request: ShardRequest = {
  cellId: '7e57'.repeat(16),
  experiment: 'equilibrium',
  parameters,
  probes: [selection],
  first: 0,
  count: 64,
  mnist: () => ({ images: new Uint8Array(), labels: new Uint8Array() }),
  memoryBudgetBytes: 2 ** 28,
};
const experiment = resolveExperiment('equilibrium');

async function blockOf(change: Partial<ShardRequest>) {
  const asked = { ...request, ...change };
  const { statistics, failures } = await runShard(asked, await loadBackend('gram'), () => {});
  const [one] = statistics;
  if (one === undefined) throw new Error('a shard has one statistics per probe');
  return { block: { first: asked.first, networks: asked.count, statistics: one.statistics }, failures };
}

const nameOf = ({ quantity, step, inputA, inputB }: Omit<Estimate, 'value' | 'standardError' | 'networks'>) =>
  [quantity, step, inputA, inputB].join('/');

describe('a shard of equilibrium networks', () => {
  it('has the same estimates, to the bit, however it is divided', async () => {
    const shape = experiment.shape(parameters);
    const [whole, left, right] = await Promise.all([
      blockOf({}),
      blockOf({ count: 32 }),
      blockOf({ first: 32, count: 32 }),
    ]);
    const merged = mergeShards(selection, shape, [right.block, left.block]);
    expect(merged).toEqual(mergeShards(selection, shape, [whole.block]));
    expect(merged.statistics.networks).toBe(64);
  });

  // 130 correlated comparisons at |z| < 5 and 5/N: false alarm below 1e-4.
  it('meets every prediction within five standard errors and 5/N, each at the key of an estimate', async () => {
    const { block } = await blockOf({});
    const { estimates } = mergeShards(selection, experiment.shape(parameters), [block]).result;
    const found = new Map(estimates.map((one) => [nameOf(one), one]));
    const inputs = experiment.inputs(parameters, [1, 2], request.mnist);
    const predictions = experiment.predict(parameters, inputs, [selection]);
    expect(new Set(predictions.map(({ quantity }) => quantity))).toEqual(
      new Set([
        'iteration-length',
        'equilibrium-gain',
        'equilibrium-log-gain',
        'activation-second-moment',
        'equilibrium-stability',
        'equilibrium-overlap',
      ]),
    );
    for (const prediction of predictions) {
      const { value = Number.NaN, standardError = Number.NaN } = found.get(nameOf(prediction)) ?? {};
      expect(Math.abs(value - prediction.value)).toBeLessThan(5 * standardError + 5 / 48);
    }
    expect(found.get('converged//1/')?.value).toBe(1);
  });

  it('stores a network that diverges with its iteration', async () => {
    const network = { ...parameters.network, activation: 'linear', sigmaW: 1e6 };
    const { block, failures } = await blockOf({ parameters: { ...parameters, network }, count: 2 });
    expect(block.statistics.networks).toBe(0);
    expect(failures.map(({ layer }) => layer)).toEqual([4, 4]);
    expect(failures[0]?.message).toContain('a preactivation of iteration 4 is not finite');
  });

  it('refuses probes of other experiments, biases and weights that are not tied ones', async () => {
    await expect(blockOf({ probes: [{ name: 'overlaps', version: 1, options: {} }] })).rejects.toThrow(
      'probe overlaps looks at networks of experiment propagate, not equilibrium',
    );
    const withNetwork = (change: Partial<EquilibriumParameters['network']>) =>
      blockOf({ parameters: { ...parameters, network: { ...parameters.network, ...change } } });
    await expect(withNetwork({ sigmaB: 0.1 })).rejects.toThrow('sigmaB must be 0');
    await expect(withNetwork({ weights: 'uniform' })).rejects.toThrow('got "uniform"');
    await expect(withNetwork({ skip: 1 })).rejects.toThrow('equilibrium has no skip');
  });
});
