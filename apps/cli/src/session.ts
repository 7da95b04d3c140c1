import { resolveDatabase } from '@widthwise/services';
import { openStore, type Store } from '@widthwise/store';
import type { Context } from './context.ts';

/** Runs an action on the store, as the role that may create and read sweeps, and closes it. */
export async function withStore<T>(context: Context, action: (store: Store) => Promise<T>): Promise<T> {
  const database = await resolveDatabase(context.env, context.home);
  const store = openStore(database.worker.reveal(), { role: 'cli' });
  try {
    return await action(store);
  } finally {
    await store.close();
  }
}
