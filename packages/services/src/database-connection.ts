import type { AwayService } from './errors.ts';
import { ServiceError } from './errors.ts';
import { isListening } from './ports.ts';
import { findPostgres, localDatabaseUrl } from './postgres.ts';
import { ROLES, type Role } from './postgres-roles.ts';
import type { Secret } from './secret.ts';
import { secretSetting } from './settings.ts';

/** The database's address for each role, passwords included. */
export type DatabaseConnection = Readonly<Record<Role, Secret>>;

const PROBE_TIMEOUT_MS = 3_000;

/** Whether a database of the user's own replaces the local one. */
export function hasOwnDatabase(env: NodeJS.ProcessEnv): boolean {
  return secretSetting(env, 'DATABASE_URL') !== undefined;
}

/**
 * The database that DATABASE_URL names, else the local one. The own database's other roles may have addresses of
 * their own (DATABASE_URL_WORKER, DATABASE_URL_DASHBOARD, DATABASE_URL_SQLBOX); without them all connect alike,
 * and the database's own privileges are what limits them.
 */
export async function findDatabase(
  env: NodeJS.ProcessEnv,
  home: string,
): Promise<DatabaseConnection | AwayService> {
  const own = secretSetting(env, 'DATABASE_URL');
  if (own === undefined) return findLocal(home);
  const address = (role: Role) =>
    role === 'owner' ? own : (secretSetting(env, `DATABASE_URL_${role.toUpperCase()}`) ?? own);
  const addresses = byRole(address);
  for (const role of ROLES) checkUrl(addresses[role]);
  const { host, port } = location(own);
  if (host === undefined || (await isListening(host, port, PROBE_TIMEOUT_MS))) return addresses;
  return {
    service: 'Postgres',
    where: `${host}:${port}, from DATABASE_URL`,
    remedy: 'Start it there, or unset DATABASE_URL and run: widthwise up',
  };
}

async function findLocal(home: string): Promise<DatabaseConnection | AwayService> {
  const daemon = findPostgres(home);
  if (
    daemon !== undefined &&
    (await isListening('127.0.0.1', Number(daemon.details.port), PROBE_TIMEOUT_MS))
  ) {
    return byRole((role) => localDatabaseUrl(home, daemon, role));
  }
  return { service: 'Postgres', where: home, remedy: 'Start it with: widthwise up' };
}

function byRole(address: (role: Role) => Secret): DatabaseConnection {
  return {
    owner: address('owner'),
    worker: address('worker'),
    dashboard: address('dashboard'),
    sqlbox: address('sqlbox'),
  };
}

/** The message never shows the address: it may hold a password. */
function checkUrl(address: Secret): void {
  const protocol = URL.canParse(address.reveal()) ? new URL(address.reveal()).protocol : undefined;
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') {
    throw new ServiceError(
      'CONFIG_INVALID',
      'DATABASE_URL must be postgres://user:password@host:port/database',
    );
  }
}

/** The host is undefined where the address names a Unix socket. */
function location(address: Secret): { host: string | undefined; port: number } {
  const url = new URL(address.reveal());
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    host: host === '' || url.searchParams.has('host') ? undefined : host,
    port: Number(url.port || 5432),
  };
}
