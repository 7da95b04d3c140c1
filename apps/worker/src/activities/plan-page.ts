import { interleave, missingBlocks, type PlannedCell } from '@widthwise/plan';
import { loadSweepCells, markSweep, type Store, type StoredBlock, storedBlocks } from '@widthwise/store';
import {
  type MissingShard,
  type Page,
  packPage,
  type SweepActivities,
  shardLabel,
} from '@widthwise/workflows';
import { withHeartbeat } from './heartbeat.ts';

/** Cells per question to the store. */
const BATCH = 2_000;

export class SweepCancelledError extends Error {
  readonly code = 'SWEEP_CANCELLED';
}

export const planPage =
  (store: Store): SweepActivities['planPage'] =>
  ({ sweepId, limit, failed }) =>
    withHeartbeat(
      () => undefined,
      async () => {
        if (!(await markSweep(store, { sweepId, state: 'running' }))) {
          throw new SweepCancelledError(`SWEEP_CANCELLED: sweep ${sweepId} was cancelled.`);
        }
        const cells = await loadSweepCells(store, sweepId);
        return pageOf(cells, await storedBlocksOf(store, cells), { limit, failed });
      },
    );

async function storedBlocksOf(store: Store, cells: readonly PlannedCell[]): Promise<readonly StoredBlock[]> {
  const blocks: StoredBlock[] = [];
  for (let start = 0; start < cells.length; start += BATCH) {
    const batch = cells.slice(start, start + BATCH);
    blocks.push(
      ...(await storedBlocks(
        store,
        batch.map(({ cell, lineage }) => ({ cellId: cell.id, lineage })),
      )),
    );
  }
  return blocks;
}

/** The page of a sweep's missing shards, given what is stored. */
export function pageOf(
  cells: readonly PlannedCell[],
  stored: readonly StoredBlock[],
  options: { readonly limit: number; readonly failed: readonly string[] },
): Page {
  const storedByCell = new Map<string, StoredBlock[]>();
  for (const block of stored) {
    const blocks = storedByCell.get(block.cellId);
    if (blocks === undefined) storedByCell.set(block.cellId, [block]);
    else blocks.push(block);
  }
  const failed = new Set(options.failed);
  const missing = cells.map((planned) => {
    const { cell, lineage, deviceClass, secondsPerNetwork } = planned;
    return missingBlocks(planned, storedByCell.get(cell.id) ?? [])
      .filter(({ first, networks }) => !failed.has(shardLabel(cell.id, first, networks)))
      .map(
        ({ first, networks }): MissingShard => ({
          cellId: cell.id,
          lineage,
          first,
          networks,
          deviceClass,
          secondsPerNetwork,
        }),
      );
  });
  const ordered = interleave(missing);
  return packPage(ordered.slice(0, options.limit), { missing: ordered.length, stored: stored.length });
}
