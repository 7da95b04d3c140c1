import { missingBlocks, type SweepPlan } from '@widthwise/plan';
import { ServiceAwayError } from '@widthwise/services';
import { type StoredBlock, StoreError, storedBlocks } from '@widthwise/store';
import type { Context } from './context.ts';
import { withStore } from './session.ts';

/** How much of a plan is in the store already, whoever computed it. */
export interface StoredShare {
  readonly networks: number;
  readonly workShare: number;
}

/** Undefined where no database answers, or it has no tables yet: a plan can be made without one. */
export async function storedShare(context: Context, plan: SweepPlan): Promise<StoredShare | undefined> {
  try {
    const keys = plan.cells.map(({ cell, lineage }) => ({ cellId: cell.id, lineage }));
    const blocks = await withStore(context, (store) => storedBlocks(store, keys));
    return shareOf(plan, blocks);
  } catch (error) {
    const isAway =
      error instanceof ServiceAwayError ||
      (error instanceof StoreError &&
        (error.code === 'SERVICE_UNAVAILABLE' || error.code === 'SCHEMA_OUTDATED'));
    if (!isAway) throw error;
    return undefined;
  }
}

function shareOf(plan: SweepPlan, blocks: readonly StoredBlock[]): StoredShare {
  const byCell = new Map<string, StoredBlock[]>();
  for (const block of blocks) {
    const known = byCell.get(block.cellId);
    if (known === undefined) byCell.set(block.cellId, [block]);
    else known.push(block);
  }
  let networks = 0;
  let work = 0;
  let total = 0;
  for (const planned of plan.cells) {
    const missing = missingBlocks(planned, byCell.get(planned.cell.id) ?? []).reduce(
      (sum, block) => sum + block.networks,
      0,
    );
    networks += planned.networks - missing;
    work += (planned.networks - missing) * planned.secondsPerNetwork;
    total += planned.networks * planned.secondsPerNetwork;
  }
  return { networks, workShare: total > 0 ? work / total : 1 };
}
