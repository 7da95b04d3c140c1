import pg from 'pg';
import { translateError } from './errors.ts';

/** Who connects; decides pool size (P7) and timeouts (P6). */
export type StoreRole = 'worker' | 'dashboard' | 'cli' | 'sqlbox' | 'migration';

interface RoleLimits {
  readonly connections: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
}

/** Connections are a budget: one process of each kind. The dashboard's listener is its eighth; the role admits eight. */
export const roleLimits: Readonly<Record<StoreRole, RoleLimits>> = Object.freeze({
  cli: { connections: 1, statementTimeoutMs: 30_000, lockTimeoutMs: 5_000 },
  dashboard: { connections: 7, statementTimeoutMs: 10_000, lockTimeoutMs: 5_000 },
  migration: { connections: 1, statementTimeoutMs: 30_000, lockTimeoutMs: 3_000 },
  sqlbox: { connections: 2, statementTimeoutMs: 5_000, lockTimeoutMs: 5_000 },
  worker: { connections: 2, statementTimeoutMs: 30_000, lockTimeoutMs: 5_000 },
});

/** Everything a query needs. `address` is host:port/database, without credentials. */
export interface Store {
  readonly pool: pg.Pool;
  readonly url: string;
  readonly address: string;
  readonly role: StoreRole;
  close(): Promise<void>;
}

/** Where a URL points, fit for messages: never the password. */
export function describeAddress(url: string): string {
  const parsed = new URL(url);
  const socket = parsed.searchParams.get('host');
  const host = socket ?? (parsed.hostname || 'localhost');
  return `${host}:${parsed.port || '5432'}${parsed.pathname}`;
}

/** Settings of one connection of a role. */
export function connectionOptions(url: string, role: StoreRole): pg.ClientConfig {
  const limits = roleLimits[role];
  return {
    connectionString: url,
    application_name: `widthwise-${role}`,
    connectionTimeoutMillis: 5_000,
    query_timeout: 35_000,
    keepAlive: true,
    statement_timeout: limits.statementTimeoutMs,
    lock_timeout: limits.lockTimeoutMs,
    idle_in_transaction_session_timeout: 15_000,
  };
}

/**
 * Opens a pool; connects only with the first query. Both error listeners are needed: without the one on each client, a
 * connection that the server ends while it is checked out ends the process (node-postgres#2439).
 */
export function openStore(url: string, options: { readonly role: StoreRole }): Store {
  const pool = new pg.Pool({
    ...connectionOptions(url, options.role),
    max: roleLimits[options.role].connections,
  });
  const ignore = (): void => {};
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return {
    pool,
    url,
    address: describeAddress(url),
    role: options.role,
    close: () => pool.end(),
  };
}

/** What can be bound to a parameter; Buffers travel in binary. */
export type SqlValue = string | number | boolean | Date | Buffer | null | undefined | readonly SqlValue[];

/** Runs one statement with parameters; rows as objects. */
export async function query<Row extends pg.QueryResultRow>(
  store: Store,
  text: string,
  values: readonly SqlValue[] = [],
): Promise<readonly Row[]> {
  try {
    return (await store.pool.query<Row>(text, [...values])).rows;
  } catch (error) {
    throw translateError(error, store.address);
  }
}
