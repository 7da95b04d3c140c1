import { makeShard } from '@widthwise/plan';
import { recordFailure as recordInStore, type Store } from '@widthwise/store';
import type { SweepActivities } from '@widthwise/workflows';
import { failureMessage } from '../failures.ts';

export const recordFailure =
  (store: Store, worker: string): SweepActivities['recordFailure'] =>
  async ({ sweepId, cellId, lineage, first, networks, code, message }) => {
    await recordInStore(store, {
      shard: makeShard({ cellId, lineage, first, networks }),
      code,
      message: failureMessage(message),
      worker,
      detail: { sweepId },
    });
  };
