import { nearestName } from '@widthwise/network';
import { findSweeps, listSweeps, type Store } from '@widthwise/store';
import { UsageError } from './errors.ts';

/** The newest sweep of a name, or the one whose id begins so. */
export async function findSweep(store: Store, nameOrPrefix: string): Promise<string> {
  const [id] = await findSweeps(store, nameOrPrefix);
  if (id !== undefined) return id;
  const known = await listSweeps(store, { limit: 200 });
  const near = nearestName(
    nameOrPrefix,
    known.map((sweep) => sweep.name),
  );
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw new UsageError(
    `SWEEP_UNKNOWN: no sweep is called, or has an id beginning with, "${nameOrPrefix}".${hint} See: widthwise list`,
  );
}
