import type pg from 'pg';
import type { Store } from './client.ts';
import { StoreError, translateError } from './errors.ts';

/** Errors after which a connection cannot be used again. */
function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/**
 * Runs `work` in one READ COMMITTED transaction. COMMIT must answer COMMIT: Postgres answers ROLLBACK, without an error,
 * where `work` swallowed one, and nothing would be stored. The first error is the one thrown, with its SQLSTATE; a client
 * whose state is in doubt is destroyed. `work` does not catch.
 *
 * If COMMIT itself fails its outcome is unknown: only writes that are safe to repeat belong here.
 */
export async function withTransaction<Result>(
  store: Store,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await store.pool.connect().catch((error: unknown) => {
    throw translateError(error, store.address);
  });
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    const answer = await client.query('commit');
    if (answer.command !== 'COMMIT') {
      throw new StoreError(
        'TRANSACTION_LOST',
        `COMMIT at ${store.address} answered ${answer.command}: an error inside the transaction was caught. Nothing was stored.`,
      );
    }
    return result;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: unknown) => {
      broken = asError(rollbackError);
    });
    throw translateError(error, store.address);
  } finally {
    client.release(broken);
  }
}
