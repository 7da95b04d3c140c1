import { expect, test } from 'vitest';
import { query } from './client.ts';
import { errorCode } from './errors.ts';
import { useTestDatabase } from './test-support/database.ts';
import { withTransaction } from './transaction.ts';

const database = useTestDatabase();

const insert = `insert into store.events (sweep_id, kind) values ('s', $1)`;
const kinds = async () =>
  (await database.asOwner<{ kind: string }>(`select kind from store.events order by id`)).map(
    ({ kind }) => kind,
  );

test('an error swallowed inside a transaction is TRANSACTION_LOST, and nothing is stored', async () => {
  const lost = withTransaction(database.store, async (client) => {
    await client.query(insert, ['swallowed']);
    await client.query('select 1 / 0').catch(() => {});
  });
  await expect(lost).rejects.toMatchObject({ code: 'TRANSACTION_LOST' });
  expect(await kinds()).toEqual([]);
});

test('the first error is thrown with its SQLSTATE and the connection serves again', async () => {
  const failed = withTransaction(database.store, async (client) => {
    await client.query(insert, ['failed']);
    await client.query('select 1 / 0');
  });
  await expect(failed).rejects.toMatchObject({ code: '22012' });
  expect(
    await withTransaction(database.store, async (client) => (await client.query(insert, ['kept'])).rowCount),
  ).toBe(1);
  expect(await kinds()).toEqual(['kept']);
});

test('a backend ended by the server ends its transaction and neither the process nor the pool', async () => {
  const ended = withTransaction(database.store, async (client) => {
    const own = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await client.query('select pg_terminate_backend($1)', [own.rows[0]?.pid]);
    await client.query('select 1');
  });
  const error: unknown = await ended.catch((reason: unknown) => reason);
  expect(errorCode(error)).toBe('SERVICE_UNAVAILABLE');
  await query(database.store, 'select pg_terminate_backend(pg_backend_pid())').catch(() => {});
  expect(await query(database.store, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('every connection has the timeouts of its role', async () => {
  const [row] = await query(
    database.store,
    `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
            current_setting('idle_in_transaction_session_timeout') as idle, current_setting('synchronous_commit') as commit`,
  );
  expect(row).toEqual({ statement: '30s', lock: '5s', idle: '15s', commit: 'on' });
});
