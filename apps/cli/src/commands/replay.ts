import { randomInt } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import { findShards, type Store, sweepShards } from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { EXIT, Exit, UsageError } from '../errors.ts';
import { findSweep } from '../find-sweep.ts';
import { memoryPerCore } from '../plan-file.ts';
import { note, print, printJson, StatusLine } from '../render/output.ts';
import { color, plainText } from '../render/style.ts';
import { formatCount, formatSeconds, plural } from '../render/units.ts';
import { type Replay, replayShards } from '../replay/replay-shards.ts';
import { drawSample, parseShare } from '../replay/sample.ts';
import { withStore } from '../session.ts';

interface Options {
  readonly sample?: string;
  readonly seed?: string;
  readonly json?: boolean;
}

/** The shards asked for: named ones, or a sample of sweeps. */
async function chooseShards(
  store: Store,
  names: readonly string[],
  options: Options,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  if (options.sample === undefined) {
    for (const name of names) for (const id of await findShards(store, name)) ids.add(id);
    return [...ids];
  }
  const share = parseShare(options.sample);
  const seed = options.seed === undefined ? randomInt(2 ** 31) : Number(options.seed);
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new UsageError(`SAMPLE: --seed must be an integer ≥ 0, got "${options.seed}".`);
  for (const name of names)
    for (const id of await sweepShards(store, await findSweep(store, name))) ids.add(id);
  const sample = drawSample([...ids], share, seed);
  note(
    `${formatCount(sample.length)} of ${formatCount(ids.size)} shards (draw them again with --seed ${seed})`,
  );
  return sample;
}

function describe(replay: Replay): string {
  const { outcome, label, shard, worker, fingerprint, storedAt, storedHash, computedHash, message } = replay;
  const name = `shard ${label} ${color.dim(shard.slice(0, 12))}`;
  if (outcome === 'same') return `${color.green('✓')} ${name} the same`;
  const stored = `stored by ${plainText(worker)} on ${fingerprint}, ${storedAt.toISOString()}`;
  return outcome === 'diverged'
    ? `${color.red('✗')} ${name} DIVERGED: ${stored}\n    stored   ${storedHash}\n    computed ${computedHash} on ${hostname()}`
    : `${color.yellow('!')} ${name} not computed: ${message} (${stored})`;
}

async function replay(context: Context, names: readonly string[], options: Options): Promise<void> {
  const line = new StatusLine();
  const begun = performance.now();
  let count = 0;
  const replays = await withStore(context, async (store) => {
    const ids = await chooseShards(store, names, options);
    return await replayShards(store, ids, {
      env: context.env,
      jobs: availableParallelism(),
      memoryBudgetBytes: memoryPerCore(),
      onReplay: (outcome) => {
        count += 1;
        line.clear();
        if (options.json) printJson(outcome);
        else print(describe(outcome));
        line.show(`${formatCount(count)} of ${formatCount(ids.length)} shards computed again`);
      },
    });
  }).finally(() => line.clear());
  const diverged = replays.filter(({ outcome }) => outcome === 'diverged').length;
  const skipped = replays.filter(({ outcome }) => outcome === 'not-computed').length;
  note(
    `${plural(replays.length, 'shard')}: ${formatCount(replays.length - diverged - skipped)} the same, ${diverged} diverged, ${skipped} not computed (${formatSeconds((performance.now() - begun) / 1000)})`,
  );
  if (diverged > 0) throw new Exit(EXIT.failure);
  if (skipped > 0) throw new Exit(EXIT.partial);
}

export function addReplay(program: Command, context: Context): void {
  program
    .command('replay')
    .description('compute stored shards again on this machine and compare their bytes')
    .argument(
      '<what...>',
      'shards, by the beginning of their id or as cell/first+networks; sweeps with --sample',
    )
    .option('--sample <share>', 'replay this share of the shards of sweeps, such as 1%')
    .option('--seed <n>', 'draw this sample (default: a new one each time)')
    .option('--json', 'one JSON object per shard')
    .action((names: string[], options: Options) => replay(context, names, options));
}
