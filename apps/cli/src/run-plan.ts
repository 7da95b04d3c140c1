import type { PlanSummary, SweepPlan } from '@widthwise/plan';
import { sweepProgress } from '@widthwise/store';
import type { Context } from './context.ts';
import { EXIT, Exit } from './errors.ts';
import { describeEnd, exitCodeOf, followSweep, progressJson } from './follow.ts';
import { note, printJson } from './render/output.ts';
import { color, plainText } from './render/style.ts';
import { formatSeconds, plural } from './render/units.ts';
import { withStore } from './session.ts';
import { ensureStack, reportNews } from './stack.ts';
import { submitSweep } from './submit.ts';

/** Submits a plan and, unless detached, follows its sweep to the end. */
export async function runPlan(
  context: Context,
  { plan, summary }: { readonly plan: SweepPlan; readonly summary: PlanSummary },
  options: { readonly detach?: boolean; readonly json?: boolean },
): Promise<void> {
  const isJson = options.json ?? false;
  const connections = await ensureStack(context, reportNews);
  const id = plan.id.slice(0, 12);
  note(
    `${color.bold(plainText(plan.name))} ${color.dim(id)}  ${plural(summary.cells, 'cell')}, ${plural(summary.networks, 'network')}, about ${formatSeconds(summary.seconds)} of one core`,
  );
  await withStore(context, async (store) => {
    const isRunning = await submitSweep(connections, store, plan);
    if (!isRunning || options.detach) {
      const progress = await sweepProgress(store, plan.id);
      if (isJson) printJson(progressJson(progress));
      if (isRunning) {
        note(`Running in the background; watch it with: ${color.bold(`widthwise watch ${id}`)}`);
        return;
      }
      note(`${color.green('✓')} everything is stored already: nothing to compute.`);
      if (exitCodeOf(progress) === EXIT.ok) return;
      note(describeEnd(progress));
      throw new Exit(exitCodeOf(progress));
    }
    const progress = await followSweep(store, plan.id, { isJson });
    if (!isJson) note(describeEnd(progress));
    if (exitCodeOf(progress) !== 0) throw new Exit(exitCodeOf(progress));
  });
}
