import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { readConfig } from './config.ts';

const local = {
  DATABASE_URL: 'postgres://worker:hunter2@127.0.0.1:5432/widthwise',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
};

it('local services need no more than two addresses', () => {
  const config = readConfig({
    ...local,
    WIDTHWISE_SLOTS: '3',
    WIDTHWISE_WORKER_NAME: 'one',
    TEMPORAL_API_KEY: '',
  });
  expect(config).toMatchObject({
    slots: 3,
    workerName: 'one',
    temporal: { address: '127.0.0.1:7233', namespace: 'default', apiKey: undefined, tls: undefined },
  });
  expect(config.slotMemoryBytes).toBeGreaterThan(0);
});

it('secrets do not show in the printed configuration', () => {
  expect(inspect(readConfig({ ...local, TEMPORAL_API_KEY: 'hunter3' }), { depth: 9 })).not.toMatch(/hunter/);
});

it('a secret may come from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'widthwise-config-'));
  try {
    writeFileSync(join(folder, 'url'), `${local.DATABASE_URL}\n`);
    const { DATABASE_URL, ...rest } = local;
    const config = readConfig({ ...rest, DATABASE_URL_FILE: join(folder, 'url') });
    expect(config.databaseUrl.reveal()).toBe(DATABASE_URL);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('all faults are reported together, without values', () => {
  const read = () => readConfig({ TEMPORAL_ADDRESS: 'hunter2', WIDTHWISE_SLOTS: '0' });
  expect(read).toThrow(/^CONFIG_INVALID: (?=.*DATABASE_URL)(?=.*TEMPORAL_ADDRESS)(?=.*WIDTHWISE_SLOTS)/);
  expect(read).not.toThrow(/hunter2/);
});

it('a Temporal beyond loopback needs transport security', () => {
  const remote = { ...local, TEMPORAL_ADDRESS: 'temporal.example:7233' };
  expect(() => readConfig(remote)).toThrow(/TEMPORAL_ADDRESS is not on loopback/);
  expect(readConfig({ ...remote, TEMPORAL_API_KEY: 'key' }).temporal.tls).toEqual({});
  expect(readConfig({ ...remote, TEMPORAL_TLS: 'true' }).temporal.tls).toEqual({});
  expect(() => readConfig({ ...remote, TEMPORAL_TLS_CERT: '/x' })).toThrow(/set together/);
});
