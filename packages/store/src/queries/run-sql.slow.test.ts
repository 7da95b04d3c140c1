import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { cancelQuery } from '../cancel-query.ts';
import { useTestDatabase } from '../test-support/database.ts';
import { planOf } from '../test-support/plans.ts';
import { createSweep } from './create-sweep.ts';
import { runSql } from './run-sql.ts';

const database = useTestDatabase();
beforeAll(() =>
  createSweep(database.store, planOf({ name: "o'clock", cells: 2, networks: 4, shardNetworks: 4 })),
);

const run = (text: string, options: { limit?: number; timeoutMs?: number } = {}) =>
  runSql(database.urls.sqlbox, text, options);

test('a query reads views by their bare names, with comments, common table expressions and a final semicolon', async () => {
  const text = 'with p as (select * from sweep_progress) select sweep, cells, networks_wanted from p -- all';
  const expected = {
    columns: ['sweep', 'cells', 'networks_wanted'],
    jsonColumns: [],
    rows: [["o'clock", 2, 8]],
    truncated: false,
  };
  expect(await run(text)).toEqual(expected);
  expect(await run('select sweep, cells, networks_wanted from sweep_progress ; ')).toEqual(expected);
});

test('values come as numbers, booleans and text, never rounded', async () => {
  expect(
    await run(
      `select 0.1::float8 + 0.2::float8 as x, 9007199254740993 as big, 12::int8 as n, true as yes, null as none, 1.10 as d`,
    ),
  ).toEqual({
    columns: ['x', 'big', 'n', 'yes', 'none', 'd'],
    jsonColumns: [],
    rows: [[0.1 + 0.2, '9007199254740993', 12, true, null, '1.10']],
    truncated: false,
  });
});

test('a result is cut at the limit and says so', async () => {
  const result = await run('select * from generate_series(1, 100) i', { limit: 10 });
  expect(result.rows).toHaveLength(10);
  expect(result.truncated).toBe(true);
  expect((await run('select * from generate_series(1, 10) i', { limit: 10 })).truncated).toBe(false);
  expect((await run('select * from generate_series(1, 20000) i', { limit: 1e9 })).rows).toHaveLength(10_000);
});

test('more than one statement, writing, leaving the transaction and forbidden functions are refused', async () => {
  const refused = [
    `select 1; select 2`,
    `select 1) as q; drop view widthwise.overlaps; --`,
    `insert into store.requests (sweep_id, kind) values ('s', 'k') returning 1`,
    `delete from store.sweeps returning 1`,
    `commit`,
    `set statement_timeout = 0`,
    `select * from store.sweeps`,
    `select set_config('statement_timeout', '0', true)`,
    `select pg_sleep(1)`,
    `select pg_advisory_lock(1)`,
    `select pg_notify('widthwise_progress', 'x')`,
    `select pg_cancel_backend(1)`,
    `select lo_create(0)`,
    `select query_to_xml('select 1', true, true, '')`,
    `select pg_read_file('/etc/passwd')`,
    `copy (select 1) to program 'true'`,
    ``,
  ];
  for (const text of refused) {
    await expect(run(text), text).rejects.toMatchObject({ code: 'SQL_REJECTED' });
  }
});

test('a query that takes too long is cancelled and the server is rid of it', async () => {
  const slow = run('select count(*) from generate_series(1, 1e12::int8)', { timeoutMs: 300 });
  await expect(slow).rejects.toMatchObject({ code: 'SQL_TOO_SLOW' });
  const left = await database.asOwner(
    `select 1 from pg_stat_activity where usename = 'sqlbox' and state = 'active' and datname = current_database()`,
  );
  expect(left).toEqual([]);
});

test('the clock ends a query whatever the session has set', async () => {
  const client = new pg.Client(database.urls.owner);
  client.on('error', () => {});
  await client.connect();
  await client.query(`set statement_timeout = 0`);
  const hasBegun = new Promise((resolve) => client.once('notice', resolve));
  const sleeping = client.query(`do $$ begin raise notice 'begun'; perform pg_sleep(60); end $$`);
  const ended = expect(sleeping).rejects.toMatchObject({ code: '57014' });
  await hasBegun;
  cancelQuery(client);
  await ended;
  await client.end();
});

test('a result of too many bytes is refused', async () => {
  const large = run(`select repeat('x', 1000000) from generate_series(1, 20)`);
  await expect(large).rejects.toMatchObject({ code: 'SQL_TOO_LARGE' });
});

test('a query that outgrows the memory, files or values it may use is refused', async () => {
  // More rows than 256 MB of temporary files hold.
  const files = run('select count(*) from generate_series(1, 100000000000)', { timeoutMs: 120_000 });
  await expect(files).rejects.toMatchObject({
    code: 'SQL_TOO_LARGE',
    message: expect.stringContaining('temp_file_limit'),
  });
  await expect(run(`select length(repeat('xx', 1000000000))`)).rejects.toMatchObject({
    code: 'SQL_TOO_LARGE',
  });
});

test('columns of JSON are told from text', async () => {
  expect(
    await run(`select '{"a": [1, "\\n"]}'::jsonb as b, '{}' as t, '[]'::json as j, null::jsonb as n`),
  ).toEqual({
    columns: ['b', 't', 'j', 'n'],
    jsonColumns: [0, 2, 3],
    rows: [['{"a": [1, "\\n"]}', '{}', '[]', null]],
    truncated: false,
  });
});
