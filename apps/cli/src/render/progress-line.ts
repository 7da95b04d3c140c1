import { errorColor } from './style.ts';
import { formatCount, formatSeconds } from './units.ts';

const BLOCKS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of the given columns, to an eighth of a column. */
export function renderBar(share: number, columns: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * columns * 8);
  const full = Math.floor(eighths / 8);
  const text = '█'.repeat(full) + (BLOCKS[eighths % 8] ?? '');
  return text.padEnd(columns, '░').slice(0, Math.max(columns, full));
}

/** How far a sweep is. Work is weighted by cost, so that large cells do not count like small ones. */
export interface Progress {
  readonly networksDone: number;
  readonly networksTotal: number;
  /** Nominal seconds of work, by the cost model. */
  readonly workDone: number;
  readonly workTotal: number;
  readonly failedShards: number;
}

/** What is known of the pace: since this watching began. */
export interface Pace {
  readonly elapsedSeconds: number;
  readonly networksAtStart: number;
  readonly workAtStart: number;
}

/** Seconds until the rest of the work is done at the pace so far; undefined before anything has been done. */
export function remainingSeconds(progress: Progress, pace: Pace): number | undefined {
  const done = progress.workDone - pace.workAtStart;
  if (done <= 0) return undefined;
  return ((progress.workTotal - progress.workDone) / done) * pace.elapsedSeconds;
}

/** One line: bar, share, networks, rate, time left. */
export function renderProgress(progress: Progress, pace: Pace, columns: number): string {
  const share = progress.workTotal > 0 ? progress.workDone / progress.workTotal : 1;
  const rate =
    pace.elapsedSeconds > 0 ? (progress.networksDone - pace.networksAtStart) / pace.elapsedSeconds : 0;
  const left = remainingSeconds(progress, pace);
  // With everything computed the worker still merges statistics and evaluates theory.
  const rest = share >= 1 ? 'merging' : left === undefined ? 'estimating' : `${formatSeconds(left)} left`;
  const failed = progress.failedShards > 0 ? errorColor.red(`  ${progress.failedShards} failed`) : '';
  const text = `${(100 * share).toFixed(share < 1 ? 1 : 0)} %  ${formatCount(progress.networksDone)}/${formatCount(progress.networksTotal)} networks  ${formatCount(Math.round(rate))}/s  ${rest}`;
  const room = columns - text.length - 14;
  return `${room >= 8 ? `${errorColor.cyan(renderBar(share, Math.min(30, room)))}  ` : ''}${text}${failed}`;
}
