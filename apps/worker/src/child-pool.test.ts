import { afterEach, describe, expect, it } from 'vitest';
import { childHardening } from './child-environment.ts';
import type { ChildPoolOptions } from './child-pool.ts';
import { ChildPool } from './child-pool.ts';

interface Doubled {
  readonly pid: number;
  readonly values: Float64Array;
}

const pools: ChildPool<object, unknown>[] = [];
afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
});

function poolOf(options: Partial<ChildPoolOptions> = {}) {
  const pool = new ChildPool<object, unknown>({
    entry: new URL('child-pool.test-child.mjs', import.meta.url),
    environment: { WORD: 'passed' },
    hardening: childHardening('cpu'),
    tasksPerChild: 100,
    memoryBytes: 1e9,
    ...options,
  });
  pools.push(pool);
  const run = (task: object, controller = new AbortController(), onProgress = (_networks: number) => {}) =>
    pool.run(task, { signal: controller.signal, onProgress });
  const double = async (...values: number[]) =>
    (await run({ do: 'double', values: Float64Array.of(...values) })) as Doubled;
  return { pool, run, double };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const untilDead = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve));
};

describe('a pool of compute children', () => {
  it('passes typed arrays both ways and keeps its child between tasks', async () => {
    const { double } = poolOf();
    const one = await double(1, -0.5);
    expect(one.values).toEqual(Float64Array.of(2, -1));
    expect((await double(3)).pid).toBe(one.pid);
  });

  it('works on as many tasks at a time as it is given, each in a child of its own', async () => {
    const { double } = poolOf();
    const [a, b] = await Promise.all([double(1), double(2)]);
    expect(a?.pid).not.toBe(b?.pid);
    expect([a?.values[0], b?.values[0]]).toEqual([2, 4]);
  });

  it('passes faults on with their code, and the child lives', async () => {
    const { pool, run, double } = poolOf();
    const { pid } = await double(1);
    await expect(run({ do: 'fault' })).rejects.toMatchObject({ code: 'PROBE_X', message: 'PROBE_X: why' });
    expect(pool.children.map((child) => child.pid)).toEqual([pid]);
  });

  it('tells the signal and the last progress of a child that was killed, and goes on with another', async () => {
    const { run, double } = poolOf();
    await expect(run({ do: 'die' })).rejects.toMatchObject({
      code: 'LOST_CHILD',
      message: expect.stringMatching(/SIGKILL after 7 networks/),
    });
    expect((await double(1)).values).toEqual(Float64Array.of(2));
  });

  it('tells the exit code of a child that ended by itself', async () => {
    await expect(poolOf().run({ do: 'exit' })).rejects.toThrow(/exit code 134/);
  });

  it('does not use a child that died between tasks', async () => {
    const { pool, double } = poolOf();
    const { pid } = await double(1);
    process.kill(pid, 'SIGKILL');
    while (pool.children.some((child) => !child.hasExited))
      await new Promise((resolve) => setImmediate(resolve));
    expect((await double(1)).pid).not.toBe(pid);
  });

  it('kills the child when its task is cancelled, and rejects with the reason', async () => {
    const { pool, run } = poolOf();
    const controller = new AbortController();
    const reason = new Error('cancelled by someone');
    let pid: number | undefined;
    const task = run({ do: 'nothing' }, controller, () => {
      pid = pool.children[0]?.pid;
      controller.abort(reason);
    });
    await expect(task).rejects.toBe(reason);
    expect(pid).toBeDefined();
    await untilDead(pid ?? 0);
    expect(pool.children).toHaveLength(0);
  });

  it('starts nothing for a task that is cancelled already', async () => {
    const { pool, run } = poolOf();
    const controller = new AbortController();
    controller.abort(new Error('too late'));
    await expect(run({ do: 'double', values: [] }, controller)).rejects.toThrow('too late');
    expect(pool.children).toHaveLength(0);
  });

  it('replaces a child after its number of tasks', async () => {
    const { double } = poolOf({ tasksPerChild: 2 });
    const pids = [(await double(1)).pid, (await double(1)).pid, (await double(1)).pid];
    expect(pids[1]).toBe(pids[0]);
    expect(pids[2]).not.toBe(pids[1]);
  });

  it('replaces a child above its memory budget', async () => {
    const { run, double } = poolOf({ memoryBytes: 10 });
    const first = (await run({ do: 'double', values: Float64Array.of(1), residentBytes: 11 })) as Doubled;
    expect((await double(1)).pid).not.toBe(first.pid);
  });

  it('gives children the environment it was told and nothing of its own', async () => {
    const environment = await poolOf().run({ do: 'environment' });
    expect(environment).toMatchObject({ WORD: 'passed' });
    expect(environment).not.toHaveProperty('PATH');
  });

  it('lets children compile WebAssembly but neither evaluate strings nor reach __proto__', async () => {
    expect(await poolOf().run({ do: 'powers' })).toEqual({ evaluates: false, wasm: true, proto: false });
  });

  it('leaves no child when it closes', async () => {
    const { pool, double } = poolOf();
    const { pid } = await double(1);
    pool.close();
    await untilDead(pid);
    expect(pool.children).toHaveLength(0);
  });
});
