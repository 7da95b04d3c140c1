import { type Connections, startServices } from '@widthwise/services';
import { migrate } from '@widthwise/store';
import type { Context } from './context.ts';
import { startDashboard, startWorker } from './daemons.ts';
import { note } from './render/output.ts';
import { color } from './render/style.ts';
import { formatSeconds } from './render/units.ts';

/** One line per step, with its time; quiet about what was running already. */
export function reportStep(step: string, state: string, ms: number): void {
  note(`${color.green('✓')} ${step.padEnd(12)} ${state.padEnd(34)} ${color.dim(formatSeconds(ms / 1000))}`);
}

export type Report = (step: string, state: string, ms: number) => void;

/** Tells only what was started or changed; what runs already is no news. */
export const reportNews: Report = (step, state, ms) => {
  if (!/^(running|up to date|given)/.test(state)) reportStep(step, state, ms);
};

async function timed<T>(
  report: Report,
  step: string,
  action: () => Promise<T>,
  describe: (result: T) => string,
): Promise<T> {
  const begun = performance.now();
  const result = await action();
  report(step, describe(result), performance.now() - begun);
  return result;
}

/**
 * Brings up whatever a sweep needs and no setting replaces: Postgres and Temporal, the schema, one worker. Finding all
 * of it running takes a fraction of a second.
 */
export async function ensureStack(context: Context, report: Report): Promise<Connections> {
  const connections = await startServices({ ...context, report });
  await timed(
    report,
    'Schema',
    () => migrate(connections.database.owner.reveal()),
    ({ applied, viewsRebuilt }) =>
      applied > 0 ? `${applied} migrations applied` : viewsRebuilt ? 'views rebuilt' : 'up to date',
  );
  await timed(
    report,
    'Worker',
    () => startWorker(context, connections),
    ({ wasRunning, pid }) => `${wasRunning ? 'running' : 'started'} as process ${pid}`,
  );
  return connections;
}

/** The same with the dashboard. */
export async function ensureAll(context: Context, report: Report): Promise<Connections> {
  const connections = await ensureStack(context, report);
  await timed(
    report,
    'Dashboard',
    () => startDashboard(context, connections),
    ({ wasRunning, details }) => `${wasRunning ? 'running' : 'started'} on 127.0.0.1:${details.port}`,
  );
  return connections;
}
