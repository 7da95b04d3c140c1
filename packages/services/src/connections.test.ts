import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveConnections, resolveDatabase } from './connections.ts';
import { ServiceAwayError } from './errors.ts';
import { freePort } from './ports.ts';
import { temporalConnectOptions } from './temporal-connection.ts';

let home: string;
let server: Server;
let listening: string;
let deaf: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'widthwise-connections-'));
  server = createServer((socket) => socket.destroy());
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  listening = `127.0.0.1:${port}`;
  deaf = `127.0.0.1:${await freePort()}`;
});

afterAll(() => {
  server.close();
  rmSync(home, { recursive: true });
});

const own = (more: Record<string, string> = {}) => ({
  DATABASE_URL: `postgres://me:canary@${listening}/mine`,
  TEMPORAL_ADDRESS: listening,
  ...more,
});

async function messageOf(env: NodeJS.ProcessEnv): Promise<string> {
  return resolveConnections(env, home).then(
    () => 'resolved',
    (error: Error) => error.message,
  );
}

test('addresses in the environment replace the local services, and passwords do not print', async () => {
  const connections = await resolveConnections(own(), home);
  expect(connections.database.worker.reveal()).toBe(`postgres://me:canary@${listening}/mine`);
  expect(connections.temporal).toEqual({ address: listening, namespace: 'default' });
  expect(JSON.stringify(connections)).not.toContain('canary');
});

test('each role may have an address of its own, given by value or by file', async () => {
  const file = join(home, 'url');
  writeFileSync(file, `postgres://box@${listening}/mine\n`);
  const env = own({
    DATABASE_URL_SQLBOX_FILE: file,
    DATABASE_URL_WORKER: `postgres://work@${listening}/mine`,
  });
  const { database } = await resolveConnections(env, home);
  expect(database.sqlbox.reveal()).toBe(`postgres://box@${listening}/mine`);
  expect(database.worker.reveal()).toBe(`postgres://work@${listening}/mine`);
  expect(database.dashboard.reveal()).toBe(database.owner.reveal());
});

test('services that are away get one line each: which, where, and what starts it', async () => {
  const error: unknown = await resolveConnections({}, home).catch((reason) => reason);
  expect(error).toBeInstanceOf(ServiceAwayError);
  expect(String((error as Error).message).split('\n')).toEqual([
    `SERVICE_AWAY: Postgres is away (looked at ${home}). Start it with: widthwise up`,
    `SERVICE_AWAY: Temporal is away (looked at ${home}). Start it with: widthwise up`,
  ]);
});

test('an away service of the user is named by its address, without the password', async () => {
  const message = await messageOf(own({ DATABASE_URL: `postgres://me:canary@${deaf}/mine` }));
  expect(message).toContain(`Postgres is away (looked at ${deaf}, from DATABASE_URL)`);
  expect(message).not.toContain('canary');
  expect(await messageOf(own({ TEMPORAL_ADDRESS: deaf }))).toContain(
    `Temporal is away (looked at ${deaf}, from`,
  );
});

test('who needs only the database does not need Temporal', async () => {
  const database = await resolveDatabase({ DATABASE_URL: `postgres://me@${listening}/mine` }, home);
  expect(database.owner.reveal()).toContain(listening);
});

test.each([
  [{ DATABASE_URL: 'mysql://me:canary@host/db' }, 'DATABASE_URL must be postgres://'],
  [{ DATABASE_URL_FILE: '/nonexistent/url' }, 'DATABASE_URL and DATABASE_URL_FILE are both set'],
  [{ TEMPORAL_ADDRESS: 'http://host:1' }, 'TEMPORAL_ADDRESS must be host:port'],
  [{ TEMPORAL_TLS: 'maybe' }, 'TEMPORAL_TLS must be true or false'],
  [{ TEMPORAL_TLS_CERT: '/c.pem' }, 'TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY belong together'],
  [
    { TEMPORAL_ADDRESS: 'example.invalid:7233', TEMPORAL_API_KEY: 'canary', TEMPORAL_TLS: 'false' },
    'would travel to example.invalid unencrypted',
  ],
])('the setting %o is refused: %s', async (settings, reason) => {
  const message = await messageOf(own(settings));
  expect(message).toMatch(/^CONFIG_INVALID: /);
  expect(message).toContain(reason);
  expect(message).not.toContain('canary');
});

test('an API key brings TLS with it, certificates are read when connecting', async () => {
  const ca = join(home, 'ca.pem');
  writeFileSync(ca, 'certificate');
  const plain = await resolveConnections(
    own({ TEMPORAL_API_KEY: 'canary', TEMPORAL_NAMESPACE: 'lab' }),
    home,
  );
  expect(temporalConnectOptions(plain.temporal)).toEqual({ address: listening, apiKey: 'canary', tls: true });
  expect(plain.temporal.namespace).toBe('lab');
  const withCa = await resolveConnections(own({ TEMPORAL_TLS_CA: ca }), home);
  expect(temporalConnectOptions(withCa.temporal).tls).toEqual({
    serverRootCACertificate: Buffer.from('certificate'),
  });
});
