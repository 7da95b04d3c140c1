import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServices, stopServices } from '@widthwise/services';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { openStore, type Store } from '../client.ts';
import { migrate } from '../migrate.ts';

type Role = 'owner' | 'worker' | 'dashboard' | 'sqlbox';

interface TestCluster {
  /** An empty database of its own, owned by `owner`. */
  createDatabase(): Promise<Readonly<Record<Role, string>>>;
  stop(): Promise<void>;
}

/** Nothing here speaks to Temporal: an open port stands for one that is given, so that none is started. */
async function withOpenPort<Result>(work: (address: string) => Promise<Result>): Promise<Result> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    return await work(`127.0.0.1:${port}`);
  } finally {
    server.close();
  }
}

/** A real Postgres with the project's roles, in a temporary home. */
async function startCluster(): Promise<TestCluster> {
  const home = mkdtempSync(join(tmpdir(), 'widthwise-store-'));
  const { DATABASE_URL: _, ...inherited } = process.env;
  const { database } = await withOpenPort((address) =>
    startServices({ home, env: { ...inherited, TEMPORAL_ADDRESS: address } }),
  );
  const urlOf = (role: Role, name: string): string => {
    const url = new URL(database[role].reveal());
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    async createDatabase() {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const client = new pg.Client(database.owner.reveal());
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return {
        owner: urlOf('owner', name),
        worker: urlOf('worker', name),
        dashboard: urlOf('dashboard', name),
        sqlbox: urlOf('sqlbox', name),
      };
    },
    async stop() {
      await stopServices({ home });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

interface TestDatabase {
  readonly urls: Readonly<Record<Role, string>>;
  /** As `worker`. */
  readonly store: Store;
  /** Any statement, as `owner`. */
  asOwner<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** A migrated database of its own. */
async function openTestDatabase(cluster: TestCluster): Promise<TestDatabase> {
  const urls = await cluster.createDatabase();
  await migrate(urls.owner);
  const owner = new pg.Client(urls.owner);
  owner.on('error', () => {});
  await owner.connect();
  const store = openStore(urls.worker, { role: 'worker' });
  return {
    urls,
    store,
    async asOwner<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      return (await owner.query<Row>(text, [...values])).rows;
    },
    async close() {
      await store.close();
      await owner.end();
    },
  };
}

/** The migrated database of a test file, in a cluster of its own: open while the file's tests run. */
export function useTestDatabase(): Omit<TestDatabase, 'close'> & Pick<TestCluster, 'createDatabase'> {
  let cluster: TestCluster | undefined;
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    cluster = await startCluster();
    database = await openTestDatabase(cluster);
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    await cluster?.stop();
  });
  const opened = (): TestDatabase => {
    if (database === undefined) throw new Error('the test database is open inside tests alone');
    return database;
  };
  return {
    get urls() {
      return opened().urls;
    },
    get store() {
      return opened().store;
    },
    asOwner: (text, values) => opened().asOwner(text, values),
    createDatabase: () => {
      if (cluster === undefined) throw new Error('the test cluster runs inside tests alone');
      return cluster.createDatabase();
    },
  };
}
