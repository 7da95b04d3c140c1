import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connections } from './connections.ts';
import { findDaemon } from './daemon-record.ts';
import { findPostgres, stopPostgres } from './postgres.ts';
import { ROLES } from './postgres-roles.ts';
import { identify } from './process-identity.ts';
import { serviceStatus, startServices, stopServices } from './services.ts';

// The services are the local ones, whatever the machine that tests has set.
const { DATABASE_URL: _url, DATABASE_URL_FILE: _file, TEMPORAL_ADDRESS: _address, ...env } = process.env;

/** One statement as one connection; errors are the server's. */
async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, ssl: false });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a home of its own', () => {
  let home: string;
  let connections: Connections;
  const steps: string[] = [];
  const url = (role: (typeof ROLES)[number]) => connections.database[role].reveal();

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'widthwise-services-'));
    connections = await startServices({ home, env, report: (step, state) => steps.push(`${step} ${state}`) });
  }, 120_000);

  afterAll(async () => {
    await stopServices({ home });
    rmSync(home, { recursive: true });
  }, 60_000);

  test('both services start, each with one line, and are seen running', async () => {
    expect(steps.sort()).toEqual([
      expect.stringMatching(/^Postgres started on 127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^Temporal started on 127\.0\.0\.1:\d+$/),
    ]);
    expect((await serviceStatus({ home, env })).map(({ state }) => state)).toEqual(['running', 'running']);
  });

  test('every role enters with its password, as nobody special', async () => {
    for (const role of ROLES) {
      const rows = await query(
        url(role),
        'SELECT current_user AS name, rolsuper FROM pg_roles WHERE rolname = current_user',
      );
      expect(rows).toEqual([{ name: role, rolsuper: false }]);
    }
  });

  test('a wrong password and none are refused', async () => {
    const wrong = new URL(url('owner'));
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    wrong.password = '';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow();
  });

  test('passwords are kept in files that only their owner reads, and nowhere else in clear', () => {
    const password = new URL(url('worker')).password;
    const file = join(home, 'secrets', 'postgres-worker');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe(password);
    for (const name of ['run/postgres.json', 'logs/postgres.log', 'run/temporal.json', 'logs/temporal.log']) {
      expect(readFileSync(join(home, name), 'utf8')).not.toContain(password);
    }
  });

  test('the server keeps what it acknowledges and checks its pages', async () => {
    const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'max_connections'];
    const rows = await query(
      url('owner'),
      `SELECT name, setting FROM pg_settings WHERE name IN ('${names.join("','")}')`,
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      max_connections: '60',
    });
  });

  test.each([
    ['pg_sleep', 'SELECT pg_sleep(0)'],
    ['set_config', "SELECT set_config('statement_timeout', '0', false)"],
    ['advisory locks', 'SELECT pg_advisory_lock(1)'],
    ['large objects', 'SELECT lo_create(0)'],
    ['notifications', "SELECT pg_notify('c', '')"],
    ['queries from text', "SELECT query_to_xml('select 1', true, true, '')"],
    ['temporary tables', 'SET transaction_read_only = off; CREATE TEMP TABLE t (i int)'],
    ['code', "SET transaction_read_only = off; DO 'BEGIN END'"],
  ])('the SQL box is denied %s, which the owner has', async (_, sql) => {
    await expect(query(url('sqlbox'), sql)).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|25006)$/),
    });
    await query(url('owner'), sql);
  });

  test('nobody listens beyond this machine', async () => {
    for (const name of ['postgres', 'temporal']) {
      const port = Number(findDaemon(home, name)?.details.port);
      await expect(accepts('127.0.0.1', port)).resolves.toBe(true);
      // Another address of the loopback network stands for every other address of the machine.
      await expect(accepts('127.0.0.2', port)).resolves.toBe(false);
    }
  });

  test('starting again finds both running', async () => {
    const before = ['postgres', 'temporal'].map((name) => findDaemon(home, name)?.pid);
    const again = await Promise.all([startServices({ home, env }), startServices({ home, env })]);
    expect(['postgres', 'temporal'].map((name) => findDaemon(home, name)?.pid)).toEqual(before);
    expect(again[0].temporal).toEqual(connections.temporal);
  });

  test('a Postgres killed in the middle of a transaction recovers with what was committed', async () => {
    await query(url('owner'), 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)');
    const open = new Client({ connectionString: url('owner'), ssl: false });
    const closed = new Promise((resolve) => open.on('error', resolve));
    await open.connect();
    await open.query('BEGIN; INSERT INTO kept VALUES (2)');
    const killed = findPostgres(home);
    process.kill(killed?.pid ?? 0, 'SIGKILL');
    await closed;
    while (findPostgres(home) !== undefined) await sleep(10);
    connections = await startServices({ home, env });
    expect(findPostgres(home)?.pid).not.toBe(killed?.pid);
    expect(await query(url('owner'), 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  test('a Temporal killed with SIGKILL starts again on the same address', async () => {
    process.kill(findDaemon(home, 'temporal')?.pid ?? 0, 'SIGKILL');
    while (findDaemon(home, 'temporal') !== undefined) await sleep(10);
    expect((await startServices({ home, env })).temporal).toEqual(connections.temporal);
  });

  test('a pid file that names a stranger does not keep Postgres from starting, and the stranger lives', async () => {
    const data = String(findPostgres(home)?.details.data);
    await stopPostgres(home);
    const stranger = spawn('sleep', ['600'], { stdio: 'ignore', ...runAs(data) });
    try {
      writeFileSync(join(data, 'postmaster.pid'), `${stranger.pid}\n${data}\n0\n1\n\n\n\n`);
      await startServices({ home, env });
      expect(await query(url('owner'), 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
      expect(identify(stranger.pid ?? 0)).toBeDefined();
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  test('a server that nobody recorded is replaced, not doubled', async () => {
    const running = findPostgres(home);
    rmSync(join(home, 'run', 'postgres.json'));
    connections = await startServices({ home, env });
    expect(identify(running?.pid ?? 0)).toBeUndefined();
    expect(await query(url('owner'), 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });
});

test('stopping ends what was started, whether or not anyone is told', async () => {
  const home = mkdtempSync(join(tmpdir(), 'widthwise-stopped-'));
  try {
    for (const report of [{}, { report: () => {} }]) {
      await startServices({ home, env });
      const daemons = ['postgres', 'temporal'].map((name) => findDaemon(home, name)?.pid ?? 0);
      await stopServices({ home, ...report });
      expect(daemons.map(identify)).toEqual([undefined, undefined]);
      expect((await serviceStatus({ home, env })).map(({ state }) => state)).toEqual(['stopped', 'stopped']);
    }
  } finally {
    await stopServices({ home });
    rmSync(home, { recursive: true });
  }
});

test('two first starts at once make one cluster and one server', async () => {
  const home = mkdtempSync(join(tmpdir(), 'widthwise-twice-'));
  try {
    const [first, second] = await Promise.all([startServices({ home, env }), startServices({ home, env })]);
    expect(first.database.owner.reveal()).toBe(second.database.owner.reveal());
    expect(first.temporal).toEqual(second.temporal);
  } finally {
    await stopServices({ home });
    rmSync(home, { recursive: true });
  }
});

test('two homes run side by side, one of them behind a private folder', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'widthwise-private-'));
  chmodSync(parent, 0o700);
  const homes = [join(parent, 'one'), join(parent, 'two')];
  const data: string[] = [];
  try {
    for (const home of homes) mkdirSync(home);
    const [one, two] = await Promise.all(homes.map((home) => startServices({ home, env })));
    data.push(...homes.map((home) => dirname(String(findPostgres(home)?.details.data))));
    expect(one?.temporal.address).not.toBe(two?.temporal.address);
    await query(one?.database.owner.reveal() ?? '', 'CREATE TABLE mine (n int)');
    await expect(query(two?.database.owner.reveal() ?? '', 'SELECT n FROM mine')).rejects.toMatchObject({
      code: '42P01',
    });
  } finally {
    for (const home of homes) await stopServices({ home });
    for (const folder of [...data, parent]) rmSync(folder, { recursive: true, force: true });
  }
});

test('an interrupted first start leaves nothing that the next one stumbles over', async () => {
  const home = mkdtempSync(join(tmpdir(), 'widthwise-interrupted-'));
  const data = join(home, 'postgres', 'data.part-1');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'PG_VERSION'), '18\n');
  try {
    const { database } = await startServices({ home, env });
    expect(await query(database.owner.reveal(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  } finally {
    await stopServices({ home });
    rmSync(home, { recursive: true });
  }
});

/** As the account that owns the data folder. */
function runAs(data: string): { uid?: number; gid?: number } {
  const { uid, gid } = statSync(data);
  return process.getuid?.() === 0 ? { uid, gid } : {};
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    setTimeout(() => socket.destroy(), 5_000).unref();
  });
}
