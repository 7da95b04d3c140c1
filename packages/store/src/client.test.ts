import { expect, test } from 'vitest';
import { describeAddress, openStore, query, roleLimits } from './client.ts';
import { errorCode } from './errors.ts';
import { withTransaction } from './transaction.ts';

const url = 'postgres://worker:hunter2@127.0.0.1:1/widthwise';

test('an address says where and never with which password', () => {
  expect(describeAddress(url)).toBe('127.0.0.1:1/widthwise');
  expect(describeAddress('postgres:///widthwise?host=/run/postgres')).toBe('/run/postgres:5432/widthwise');
});

test('a server that is away is named with the next step, by a query and by a transaction', async () => {
  const store = openStore(url, { role: 'cli' });
  const outcomes = await Promise.allSettled([
    query(store, 'select 1'),
    withTransaction(store, async () => undefined),
  ]);
  await store.close();
  for (const outcome of outcomes) {
    expect(outcome.status).toBe('rejected');
    const error: unknown = outcome.status === 'rejected' ? outcome.reason : undefined;
    expect(errorCode(error)).toBe('SERVICE_UNAVAILABLE');
    expect(String(error)).toContain(
      'Postgres at 127.0.0.1:1/widthwise did not answer (connect ECONNREFUSED 127.0.0.1:1)',
    );
    expect(String(error)).toContain('widthwise up');
    expect(String(error)).not.toContain('hunter2');
  }
});

test('the connections of one process of each kind fit into the server with ten to spare', () => {
  const listeners = 2;
  const wanted = Object.values(roleLimits).reduce((sum, { connections }) => sum + connections, listeners);
  const localMaxConnections = 60;
  expect(wanted).toBeLessThanOrEqual(localMaxConnections - 10);
});
