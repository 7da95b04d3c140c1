import { Context } from '@temporalio/activity';

const INTERVAL_MS = 2_000;

/** Runs work while telling Temporal, every two seconds, that it goes on; `details` says how far it is. */
export async function withHeartbeat<T>(details: () => unknown, work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(details()), INTERVAL_MS);
  context.heartbeat(details());
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
