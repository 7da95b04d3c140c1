import { loadBackend } from '@widthwise/engine';
import { planSweep } from '@widthwise/plan';
import { describe, expect, it } from 'vitest';
import { validateResult } from './activities/validate-result.ts';
import type { ShardTask } from './child-protocol.ts';
import { runTask } from './run-task.ts';

function taskOf(): ShardTask {
  const { plan } = planSweep(
    {
      name: 'task',
      seed: 1,
      experiment: 'propagate',
      network: { activation: 'relu', width: 8, depth: 3, sigmaW: 1.4, sigmaB: 0 },
      inputs: { ensemble: 'pair', correlation: 0.5, squaredNorm: 1 },
      probes: ['overlaps', 'gaussianity'],
      networks: 4,
    },
    { force: false, memoryLimitBytes: 2 ** 30, unavailable: {} },
  );
  const [planned] = plan.cells;
  if (planned === undefined) throw new Error('the plan has no cell');
  const { cell, fingerprint } = planned;
  return { cell, probes: plan.probes, fingerprint, first: 0, networks: 4, memoryBudgetBytes: 2 ** 30 };
}

const ignore = () => undefined;

describe('a shard in a compute process', () => {
  it('gives a result that answers its task', async () => {
    const task = taskOf();
    const statistics = validateResult(task, await runTask(task, loadBackend, ignore));
    expect(statistics.map(({ probe, statistics: { networks } }) => [probe.name, networks])).toEqual([
      [task.probes[0]?.name, 4],
      [task.probes[1]?.name, 4],
    ]);
  });

  it('is refused by a backend that the plan does not count on', async () => {
    const task = { ...taskOf(), fingerprint: 'gram/another' };
    await expect(runTask(task, loadBackend, ignore)).rejects.toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      message: expect.stringContaining('"gram/another"'),
    });
  });
});

describe('a result that does not answer its task is refused', () => {
  it('when a probe is missing, or another', async () => {
    const task = taskOf();
    const result = await runTask(task, loadBackend, ignore);
    const [first, ...others] = result.statistics;
    expect(() => validateResult(task, { ...result, statistics: others })).toThrow(/RESULT_INVALID/);
    const swapped = { ...result, statistics: [...others, ...(first === undefined ? [] : [first])] };
    expect(() => validateResult(task, swapped)).toThrow(/RESULT_INVALID/);
  });

  it('when a network neither contributed nor failed, or one outside the shard failed', async () => {
    const task = taskOf();
    const result = await runTask(task, loadBackend, ignore);
    const failure = (network: number) => ({ network, layer: 2, message: 'NUMERICAL_NONFINITE: why' });
    expect(() => validateResult(task, { ...result, failures: [failure(1)] })).toThrow(/RESULT_INVALID/);
    expect(() => validateResult(task, { ...result, failures: [failure(4)] })).toThrow(/RESULT_INVALID/);
  });

  it('when its arrays are of another size', async () => {
    const task = taskOf();
    const result = await runTask(task, loadBackend, ignore);
    const statistics = result.statistics.map((one) => ({
      ...one,
      statistics: { ...one.statistics, floats: one.statistics.floats.subarray(1) },
    }));
    expect(() => validateResult(task, { ...result, statistics })).toThrow(/another size/);
  });
});
