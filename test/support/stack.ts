import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { startServices, stopServices, temporalConnectOptions } from '@widthwise/services';
import { migrate, openStore, type Store } from '@widthwise/store';

/** A real Postgres and a real Temporal development server in a folder of their own. */
export interface Stack {
  readonly home: string;
  readonly temporalAddress: string;
  readonly client: Client;
  createDatabase(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

/** An empty, migrated database. */
export interface TestDatabase {
  readonly ownerUrl: string;
  readonly workerUrl: string;
  /** As the command line connects. */
  readonly store: Store;
}

export async function startStack(): Promise<Stack> {
  const home = mkdtempSync(join(tmpdir(), 'widthwise-e2e-'));
  // Services given by the caller's environment are not the tests' to fill.
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...env } = process.env;
  const { database, temporal } = await startServices({ home, env: { ...env, WIDTHWISE_HOME: home } });
  const connection = await Connection.connect(temporalConnectOptions(temporal));
  const stores: Store[] = [];
  const urlOf = (role: 'owner' | 'worker', name: string): string => {
    const url = new URL(database[role].reveal());
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    home,
    temporalAddress: temporal.address,
    client: new Client({ connection, namespace: temporal.namespace }),
    async createDatabase() {
      const name = `e2e_${randomBytes(6).toString('hex')}`;
      const maintenance = openStore(database.owner.reveal(), { role: 'migration' });
      await maintenance.pool.query(`create database ${name}`);
      await maintenance.close();
      const ownerUrl = urlOf('owner', name);
      await migrate(ownerUrl);
      const store = openStore(ownerUrl, { role: 'cli' });
      stores.push(store);
      return { ownerUrl, workerUrl: urlOf('worker', name), store };
    },
    async stop() {
      for (const store of stores) await store.close();
      await connection.close();
      await stopServices({ home });
      rmSync(home, { recursive: true, force: true });
    },
  };
}
