import { markSweep, type Store } from '@widthwise/store';
import type { SweepActivities } from '@widthwise/workflows';

/** A sweep that was cancelled meanwhile stays so: the store sees to it. */
export const finishSweep =
  (store: Store): SweepActivities['finishSweep'] =>
  async ({ sweepId, outcome, message }) => {
    await markSweep(store, { sweepId, state: outcome, ...(message === undefined ? {} : { message }) });
  };
