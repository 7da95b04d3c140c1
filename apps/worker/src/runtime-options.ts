import type { LogLevel } from '@temporalio/common';
import { makeTelemetryFilterString, type RuntimeOptions } from '@temporalio/worker';
import type { Log } from './log.ts';

/** Temporal's own warnings as events of this process's log; signals are this process's to handle. */
export function runtimeOptions(log: Log): RuntimeOptions {
  const forward = (level: LogLevel, message: string): void => {
    // The queues of shards have no workflows, on purpose.
    if (message.startsWith('No workflows registered')) return;
    if (level === 'WARN' || level === 'ERROR') log('temporal', { level, message: message.slice(0, 500) });
  };
  return {
    shutdownSignals: [],
    logger: {
      log: forward,
      trace: () => undefined,
      debug: () => undefined,
      info: () => undefined,
      warn: (message) => forward('WARN', message),
      error: (message) => forward('ERROR', message),
    },
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
    },
  };
}
