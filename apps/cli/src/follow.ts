import { setTimeout as sleep } from 'node:timers/promises';
import { type Store, type SweepProgress, sweepProgress } from '@widthwise/store';
import { EXIT, Exit } from './errors.ts';
import { note, printJson, StatusLine } from './render/output.ts';
import { renderProgress } from './render/progress-line.ts';
import { color } from './render/style.ts';
import { formatCount, formatSeconds, plural } from './render/units.ts';

const POLL_MS = 500;
/** Without a new shard for this long something may be wrong, and the user is told where to look. */
const QUIET_SECONDS = 60;

const ended = new Set(['completed', 'partial', 'cancelled', 'failed']);

/** What a script needs to know of a sweep's progress. */
export const progressJson = (progress: SweepProgress) => ({
  sweepId: progress.sweepId,
  name: progress.name,
  state: progress.state,
  message: progress.message,
  cells: progress.cells,
  cellsDone: progress.cellsDone,
  shardsStored: progress.shardsStored,
  shardsPlanned: progress.shardsPlanned,
  networksStored: progress.networksStored,
  networksWanted: progress.networksWanted,
  costShare: progress.costShare,
  networksPerSecond: progress.networksPerSecond,
  failures: progress.failures,
  nonFiniteNetworks: progress.nonFiniteNetworks,
});

/** A sweep that found everything stored when it began to run has none. */
export const hasRate = ({ networksPerSecond }: SweepProgress): boolean =>
  networksPerSecond !== null && networksPerSecond > 0;

export const formatRate = ({ networksPerSecond }: SweepProgress): string =>
  `${formatCount(Math.round(networksPerSecond ?? 0))} networks/s`;

/** Where a sweep was when we began to watch it, so that rate and time left are of this run alone. */
interface Start {
  readonly at: number;
  readonly progress: SweepProgress;
}

function statusLine(progress: SweepProgress, start: Start): string {
  return renderProgress(
    {
      networksDone: progress.networksStored,
      networksTotal: progress.networksWanted,
      workDone: progress.costShare,
      workTotal: 1,
      failedShards: progress.failures,
    },
    {
      elapsedSeconds: (performance.now() - start.at) / 1000,
      networksAtStart: start.progress.networksStored,
      workAtStart: start.progress.costShare,
    },
    process.stderr.columns ?? 80,
  );
}

/**
 * Watches a sweep to its end, printing each change where programs read. Ctrl-C leaves it running and ends this process
 * with 130.
 *
 * @returns the last progress.
 */
export async function followSweep(
  store: Store,
  sweepId: string,
  options: { readonly isJson: boolean },
): Promise<SweepProgress> {
  const line = new StatusLine();
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
  };
  process.once('SIGINT', interrupt);
  try {
    const start: Start = { at: performance.now(), progress: await sweepProgress(store, sweepId) };
    if (options.isJson) printJson(progressJson(start.progress));
    let last = start.progress;
    let lastNews = start.at;
    let isWarned = false;
    for (;;) {
      const progress = await sweepProgress(store, sweepId);
      if (progress.networksStored !== last.networksStored || progress.state !== last.state) {
        lastNews = performance.now();
        isWarned = false;
        if (options.isJson) printJson(progressJson(progress));
      }
      last = progress;
      if (ended.has(progress.state)) return progress;
      if (isInterrupted) {
        line.clear();
        note(
          `Detached. The sweep goes on; watch it again with: ${color.bold(`widthwise watch ${sweepId.slice(0, 12)}`)}`,
        );
        throw new Exit(EXIT.interrupted);
      }
      if (!options.isJson) line.show(statusLine(progress, start));
      if (!isWarned && performance.now() - lastNews > 1000 * QUIET_SECONDS) {
        line.clear();
        note(`Nothing new for ${QUIET_SECONDS} s. See what runs with: widthwise doctor`);
        isWarned = true;
      }
      await sleep(POLL_MS);
    }
  } finally {
    line.clear();
    process.off('SIGINT', interrupt);
  }
}

/** The exit code that a sweep's end means. Networks that left the floating-point range are missing from every average. */
export function exitCodeOf(progress: SweepProgress): number {
  if (progress.state === 'completed') return progress.nonFiniteNetworks === 0 ? EXIT.ok : EXIT.partial;
  return progress.state === 'failed' ? EXIT.failure : EXIT.partial;
}

/** One line that says how a sweep ended. */
export function describeEnd(progress: SweepProgress): string {
  const mark = exitCodeOf(progress) === EXIT.ok ? color.green('✓') : color.red('✗');
  const { startedAt, finishedAt } = progress;
  const took =
    startedAt === null || finishedAt === null
      ? ''
      : ` in ${formatSeconds((finishedAt.getTime() - startedAt.getTime()) / 1000)}`;
  const rate = hasRate(progress) ? `, ${formatRate(progress)}` : '';
  const failures = progress.failures > 0 ? `, ${plural(progress.failures, 'shard')} failed` : '';
  const nonFinite =
    progress.nonFiniteNetworks > 0
      ? `, ${formatCount(progress.nonFiniteNetworks)} networks left the floating-point range (view failure_log)`
      : '';
  const message = progress.message === null ? '' : `\n  ${progress.message}`;
  return `${mark} ${progress.name} ${progress.state}: ${formatCount(progress.networksStored)} of ${formatCount(progress.networksWanted)} networks${took}${rate}${failures}${nonFinite}${message}`;
}
