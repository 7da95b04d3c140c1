import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { connectionOptions, describeAddress } from './client.ts';
import { translateError } from './errors.ts';
import { type GrantedRole, installGrants } from './grants.ts';
import { installViews } from './views/install-views.ts';

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** Any constant: two migrations of one database wait for each other. */
const LOCK = 0x77696474;

export interface MigrationReport {
  /** Migrations applied by this call. */
  readonly applied: number;
  readonly viewsRebuilt: boolean;
  /** Roles that were granted their rights; those that do not exist are left out. */
  readonly roles: readonly GrantedRole[];
}

async function countApplied(client: pg.Client): Promise<number> {
  const table = await client.query<{ present: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as present`,
  );
  if (table.rows[0]?.present !== true) return 0;
  const count = await client.query<{ applied: number }>(
    `select count(*)::integer as applied from drizzle.__drizzle_migrations`,
  );
  return count.rows[0]?.applied ?? 0;
}

/** Roles that are missing are created without login where the owner may; a database of one login works without them. */
const createRoles = `do $$
declare role_name text;
begin
  foreach role_name in array array['worker', 'dashboard', 'sqlbox'] loop
    if not exists (select 1 from pg_roles where rolname = role_name)
       and exists (select 1 from pg_roles where rolname = current_user and (rolcreaterole or rolsuper)) then
      execute format('create role %I nologin', role_name);
    end if;
  end loop;
exception when duplicate_object or unique_violation then null;
end $$`;

/**
 * What the owner of a database may say of it: views are found by their bare names in any client, and only owner and worker
 * make temporary tables.
 */
const setDatabaseDefaults = `do $$
begin
  execute format('alter database %I set search_path to widthwise, public', current_database());
  execute format('revoke temporary on database %I from public', current_database());
  if exists (select 1 from pg_roles where rolname = 'worker') then
    execute format('grant temporary on database %I to worker', current_database());
  end if;
exception when insufficient_privilege then null;
end $$`;

async function apply(client: pg.Client): Promise<MigrationReport> {
  const before = await countApplied(client);
  await applyMigrations(drizzle(client), { migrationsFolder });
  const applied = (await countApplied(client)) - before;
  await client.query('begin');
  await client.query(createRoles);
  const viewsRebuilt = await installViews(client);
  const roles = await installGrants(client);
  await client.query('commit');
  await client.query(setDatabaseDefaults);
  return { applied, viewsRebuilt, roles };
}

/**
 * Brings tables, views, comments and grants up to this version. One advisory lock on one connection is held throughout; the
 * lock and the migrations end with the connection. Safe to repeat and to run twice at once.
 *
 * @throws StoreError SERVICE_UNAVAILABLE.
 */
export async function migrate(ownerUrl: string): Promise<MigrationReport> {
  const client = new pg.Client({ ...connectionOptions(ownerUrl, 'migration'), query_timeout: 120_000 });
  try {
    await client.connect();
    // Waiting for another migration is not a lock conflict with readers: it may take as long as that one takes.
    await client.query(`set lock_timeout = 0`);
    await client.query(`set statement_timeout = '120s'`);
    await client.query(`select pg_advisory_lock($1)`, [LOCK]);
    await client.query(`set lock_timeout = '3s'`);
    return await apply(client);
  } catch (error) {
    throw translateError(error, describeAddress(ownerUrl));
  } finally {
    await client.end().catch(() => {});
  }
}
