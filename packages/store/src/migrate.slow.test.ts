import pg from 'pg';
import { expect, test } from 'vitest';
import { type GrantedRole, grantMatrix } from './grants.ts';
import { migrate } from './migrate.ts';
import { useTestDatabase } from './test-support/database.ts';

const database = useTestDatabase();

test('migrating twice changes nothing, and two migrations at once take turns', async () => {
  const fresh = await database.createDatabase();
  const reports = await Promise.all([migrate(fresh.owner), migrate(fresh.owner), migrate(fresh.owner)]);
  expect(reports.filter(({ applied }) => applied > 0)).toHaveLength(1);
  expect(reports.filter(({ viewsRebuilt }) => viewsRebuilt)).toHaveLength(1);
  expect(await migrate(fresh.owner)).toEqual({
    applied: 0,
    viewsRebuilt: false,
    roles: ['dashboard', 'sqlbox', 'worker'],
  });
});

test('views of another version are replaced', async () => {
  await database.asOwner(`drop view widthwise.length_map`);
  await database.asOwner(`create view widthwise.length_map as select 1 as wrong`);
  await database.asOwner(`update store.meta set value = 'older' where key = 'views'`);
  expect((await migrate(database.urls.owner)).viewsRebuilt).toBe(true);
  expect(await database.asOwner(`select value from widthwise.length_map`)).toEqual([]);
});

/** Each relation's privileges as Postgres keeps them, "privilege" or "privilege(column)". */
async function storedGrants(role: string): Promise<Record<string, string[]>> {
  const rows = await database.asOwner<{ relation: string; granted: string[] }>(
    `select relation, array_agg(granted order by granted) as granted from (
       select n.nspname || '.' || c.relname as relation, lower(g.privilege_type) as granted
         from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) g
        where g.grantee = (select oid from pg_roles where rolname = $1)
       union all
       select n.nspname || '.' || c.relname, lower(g.privilege_type) || '(' || a.attname || ')'
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) g
        where g.grantee = (select oid from pg_roles where rolname = $1)) as all_grants
     group by relation`,
    [role],
  );
  return Object.fromEntries(rows.map(({ relation, granted }) => [relation, granted]));
}

function matrixGrants(role: GrantedRole): Record<string, string[]> {
  const columns = (privilege: string, of: true | readonly string[] | undefined): string[] =>
    of === undefined ? [] : of === true ? [privilege] : of.map((column) => `${privilege}(${column})`);
  return Object.fromEntries(
    Object.entries(grantMatrix[role]).map(([relation, grant]) => [
      relation,
      [
        ...columns('delete', grant.delete),
        ...columns('insert', grant.insert),
        ...columns('select', grant.select),
        ...columns('update', grant.update),
      ].sort(),
    ]),
  );
}

test('each role holds the grants of the matrix and no other', async () => {
  for (const role of Object.keys(grantMatrix) as GrantedRole[]) {
    expect(await storedGrants(role)).toEqual(matrixGrants(role));
  }
  const toEveryone = await database.asOwner(
    `select c.relname from pg_class c, aclexplode(c.relacl) g
      where c.relnamespace in ('store'::regnamespace, 'widthwise'::regnamespace) and g.grantee = 0`,
  );
  expect(toEveryone).toEqual([]);
});

test('no role is superuser, makes roles, replicates or passes row security', async () => {
  const roles = await database.asOwner(
    `select rolname from pg_roles where rolname in ('owner', 'worker', 'dashboard', 'sqlbox')
        and (rolsuper or rolcreaterole or rolreplication or rolbypassrls)`,
  );
  expect(roles).toEqual([]);
});

test('a role cannot do what the matrix does not say', async () => {
  const refused: readonly (readonly [GrantedRole, string])[] = [
    ['worker', `update store.shards set worker = 'other'`],
    ['worker', `delete from store.shards`],
    ['worker', `update store.sweeps set name = 'other'`],
    ['worker', `drop table store.events`],
    ['worker', `create table store.mine (a integer)`],
    ['dashboard', `select * from store.sweeps`],
    ['dashboard', `insert into store.events (sweep_id, kind) values ('s', 'k')`],
    ['dashboard', `update store.requests set outcome = 'done'`],
    ['sqlbox', `select * from store.sweeps`],
    ['sqlbox', `insert into store.requests (sweep_id, kind) values ('s', 'cancel')`],
    ['sqlbox', `create temporary table mine (a integer)`],
  ];
  for (const [role, statement] of refused) {
    const client = new pg.Client(database.urls[role]);
    await client.connect();
    // Read-only is only a default of the role: what counts is what remains without it.
    await client.query(`set default_transaction_read_only = off`);
    await expect(client.query(statement), `${role}: ${statement}`).rejects.toMatchObject({ code: '42501' });
    await client.end();
  }
});
