import { resolveConnections } from '@widthwise/services';
import { sweepProgress } from '@widthwise/store';
import { PAUSE_SIGNAL, RESUME_SIGNAL } from '@widthwise/workflows';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';
import { findSweep } from '../find-sweep.ts';
import { note, printJson } from '../render/output.ts';
import { color, plainText } from '../render/style.ts';
import { withStore } from '../session.ts';
import { signalSweep } from '../submit.ts';

interface Wish {
  readonly signal: typeof PAUSE_SIGNAL | typeof RESUME_SIGNAL;
  readonly done: (name: string) => string;
}

const pause: Wish = {
  signal: PAUSE_SIGNAL,
  done: (name) =>
    `${name} is paused: shards that workers have, or that wait for one, end and are stored; no other starts. Its state stays running. Go on with: widthwise resume ${name}`,
};

const resume: Wish = { signal: RESUME_SIGNAL, done: (name) => `${name} goes on.` };

async function tell(
  context: Context,
  name: string,
  wish: Wish,
  options: { readonly json?: boolean },
): Promise<void> {
  await withStore(context, async (store) => {
    const progress = await sweepProgress(store, await findSweep(store, name));
    const { sweepId, state } = progress;
    if (state !== 'planned' && state !== 'running')
      throw new UsageError(`SWEEP_ENDED: ${progress.name} has ended already: ${state}.`);
    const connections = await resolveConnections(context.env, context.home);
    if (!(await signalSweep(connections, sweepId, wish.signal)))
      throw new UsageError(
        `SWEEP_NOT_RUNNING: Temporal runs no workflow of ${progress.name}. Run its spec again to go on.`,
      );
    if (options.json) printJson({ sweepId, name: progress.name, isPaused: wish.signal === PAUSE_SIGNAL });
    else note(`${color.green('✓')} ${wish.done(plainText(progress.name))}`);
  });
}

export function addPause(program: Command, context: Context): void {
  program
    .command('pause')
    .description('start no further shard of a sweep; those that workers have end and are stored')
    .argument('<sweep>', 'its name, or the beginning of its id')
    .option('--json', 'one JSON object')
    .action((name: string, options: { readonly json?: boolean }) => tell(context, name, pause, options));
  program
    .command('resume')
    .description('go on with a paused sweep')
    .argument('<sweep>', 'its name, or the beginning of its id')
    .option('--json', 'one JSON object')
    .action((name: string, options: { readonly json?: boolean }) => tell(context, name, resume, options));
}
