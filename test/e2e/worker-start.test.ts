import { expect, it } from 'vitest';
import { WorkerProcess } from '../support/worker-process.ts';

it('a worker without Temporal says in one line where it looked and what starts it, and exits with 1', async () => {
  const worker = new WorkerProcess({
    DATABASE_URL: 'postgres://worker:x@127.0.0.1:1/none',
    TEMPORAL_ADDRESS: '127.0.0.1:1',
  });
  expect(await worker.exited).toBe(1);
  expect(worker.lines).toHaveLength(1);
  expect(worker.lines[0]?.message).toMatch(/^SERVICE_UNAVAILABLE: Temporal at 127.0.0.1:1 .*widthwise up/);
});

it('a worker whose settings are wrong says so in one line and exits with 1', async () => {
  const worker = new WorkerProcess({ DATABASE_URL: 'postgres://worker:hunter2@127.0.0.1:1/none' });
  expect(await worker.exited).toBe(1);
  expect(worker.lines).toHaveLength(1);
  expect(JSON.stringify(worker.lines)).toContain('TEMPORAL_ADDRESS');
  expect(JSON.stringify(worker.lines)).not.toContain('hunter2');
});
