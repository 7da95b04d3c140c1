import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { postgresPlace } from './account.ts';
import { type Launch, type StartedDaemon, startDaemon, stopDaemon } from './daemon.ts';
import { type Daemon, findDaemon } from './daemon-record.ts';
import { ServiceError } from './errors.ts';
import { freePort } from './ports.ts';
import { postgresEnvironment, provideCluster } from './postgres-cluster.ts';
import { clearPostmasterPid } from './postgres-pid.ts';
import { usablePostgresPrograms } from './postgres-programs.ts';
import { DATABASE, type Role, rolePassword } from './postgres-roles.ts';
import { Secret } from './secret.ts';

const NAME = 'postgres';

/** Long enough to replay the log of a crash. */
const HEALTH_TIMEOUT_MS = 120_000;

/** Reasons in the server's log that pass: a port taken since it was chosen, and a killed server's last children. */
const PASSING = /could not bind IPv4 address|pre-existing shared memory block/;
const PASSING_ATTEMPTS = 40;

export async function startPostgres(home: string, env: NodeJS.ProcessEnv): Promise<StartedDaemon> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startDaemon(home, {
        name: NAME,
        prepare: (last) => prepare(home, env, last),
        isHealthy: (daemon) => acceptsConnections(home, daemon),
        healthTimeoutMs: HEALTH_TIMEOUT_MS,
      });
    } catch (error) {
      const passes =
        error instanceof ServiceError && error.code === 'SERVICE_START' && PASSING.test(error.message);
      if (!passes || attempt === PASSING_ATTEMPTS) throw error;
      await sleep(250);
    }
  }
}

/** SIGINT is Postgres' fast shutdown: open transactions are rolled back, the log is flushed. */
export function stopPostgres(home: string): ReturnType<typeof stopDaemon> {
  return stopDaemon(home, NAME, { signal: 'SIGINT', graceMs: 30_000 });
}

export function findPostgres(home: string): Daemon | undefined {
  return findDaemon(home, NAME);
}

/** The local database's address for one role. */
export function localDatabaseUrl(home: string, daemon: Daemon, role: Role): Secret {
  const url = new URL(`postgres://127.0.0.1:${daemon.details.port}/${DATABASE}`);
  url.username = role;
  url.password = rolePassword(home, role, { create: false }).reveal();
  return new Secret(url.href);
}

async function prepare(home: string, env: NodeJS.ProcessEnv, last: Daemon | undefined): Promise<Launch> {
  const place = postgresPlace(home);
  const bin = usablePostgresPrograms(env, place);
  const data = await provideCluster(home, bin, place, env);
  await clearPostmasterPid(data);
  const port = await freePort(typeof last?.details.port === 'number' ? last.details.port : undefined);
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  return {
    command: join(bin, 'postgres'),
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    env: postgresEnvironment(env),
    cwd: place.folder,
    ...(place.account === undefined ? {} : { account: place.account }),
    details: { port, data },
  };
}

async function acceptsConnections(home: string, daemon: Daemon): Promise<boolean> {
  const client = new Client({
    host: '127.0.0.1',
    port: Number(daemon.details.port),
    user: 'owner',
    password: rolePassword(home, 'owner', { create: false }).reveal(),
    database: DATABASE,
    ssl: false,
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    // Not up yet; the caller knows when to give up, and then shows the server's own log.
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
