import type { ShardResult } from '@widthwise/engine';
import { loadBackend } from './backend.ts';
import type { FromChild, ShardTask, ToChild } from './child-protocol.ts';
import { runTask } from './run-task.ts';

/** How often the parent hears of progress. */
const PROGRESS_MS = 500;
const parent = process.ppid;
const orphanCheck = (): void => {
  if (process.ppid !== parent) process.exit(1);
};

// Whoever stops the worker decides what becomes of its children: a signal to the whole group is not for this process.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', ({ task }: ToChild<ShardTask>) => {
  void answer(task);
});

const tell = (message: FromChild<ShardResult>): void => {
  process.send?.(message);
};

async function answer(task: ShardTask): Promise<void> {
  let toldAt = Date.now();
  const onProgress = (networks: number): void => {
    const now = Date.now();
    if (now - toldAt < PROGRESS_MS) return;
    toldAt = now;
    // The samplers do not return to the event loop, where the end of the channel would be seen.
    orphanCheck();
    tell({ kind: 'progress', networks });
  };
  try {
    const result = await runTask(task, loadBackend, onProgress);
    tell({ kind: 'result', result, residentBytes: process.memoryUsage.rss() });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    tell({ kind: 'fault', fault: { name, code, message }, residentBytes: process.memoryUsage.rss() });
  }
}
