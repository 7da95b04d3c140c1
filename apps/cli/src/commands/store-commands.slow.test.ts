import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planSweep, type SweepPlan } from '@widthwise/plan';
import { startServices, stopServices } from '@widthwise/services';
import { createSweep, markSweep, migrate, openStore, recordFailure, type Store } from '@widthwise/store';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readContext } from '../context.ts';
import { createProgram } from '../program.ts';

const spec = {
  name: 'commands',
  network: { activation: 'tanh', width: 8, depth: 2, sigmaW: 1 },
  networks: 4,
};
const detail = { signal: 'a\\b', code: 3 };

let home: string;
let env: NodeJS.ProcessEnv;
let store: Store;
let plan: SweepPlan;

/** An open port stands for a Temporal that is given, so that none is started: to the commands Temporal is away. */
async function startPostgres(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { database } = await startServices({ home, env: { ...env, TEMPORAL_ADDRESS: `127.0.0.1:${port}` } });
  server.close();
  await migrate(database.owner.reveal());
  return database.worker.reveal();
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'widthwise-cli-'));
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...inherited } = process.env;
  env = { ...inherited, WIDTHWISE_HOME: home };
  store = openStore(await startPostgres(), { role: 'cli' });
  plan = planSweep(spec, { force: false, memoryLimitBytes: 2 ** 32, unavailable: {} }).plan;
  await createSweep(store, plan);
  await markSweep(store, { sweepId: plan.id, state: 'running' });
  const { cell, lineage } = plan.cells[0] as SweepPlan['cells'][number];
  const shard = { id: 'a'.repeat(64), cellId: cell.id, lineage, first: 0, networks: 4 };
  await recordFailure(store, { shard, code: 'CHILD_DIED', message: 'C:\\new', worker: 'w', detail });
}, 60_000);
afterAll(async () => {
  await store?.close();
  await stopServices({ home });
  rmSync(home, { recursive: true, force: true });
});

/** What a command writes to both streams. */
async function run(...words: string[]): Promise<{ out: string; err: string }> {
  const written = { out: '', err: '' };
  const catchInto = (stream: 'out' | 'err') => (text: string | Uint8Array) => {
    written[stream] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(catchInto('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(catchInto('err')),
  ];
  try {
    await createProgram(readContext(env)).parseAsync(['node', 'widthwise', ...words]);
    return written;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test('what is JSON in the database is JSON in the answer of sql', async () => {
  const { out } = await run('sql', '--json', 'select message, detail from failure_log');
  expect(JSON.parse(out)).toEqual({ message: 'C:\\new', detail });
});

test('export writes one JSON object per row', async () => {
  const file = join(home, 'failures.ndjson');
  await run('export', '--json', '--sweep', 'commands', '--view', 'failure_log', '--output', file);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ sweep: 'commands', message: 'C:\\new', detail }),
  ]);
});

test('where nothing was tested and nothing deviates, that is said', async () => {
  expect(await run('discoveries', 'commands')).toMatchObject({
    out: '',
    err: expect.stringMatching(/^Nothing was tested/),
  });
  expect(await run('deviations', 'commands')).toMatchObject({
    out: '',
    err: expect.stringMatching(/^Nothing stored is off/),
  });
});

test('a sweep cannot be paused while Temporal is away', async () => {
  await expect(run('pause', 'commands')).rejects.toThrow(/Temporal is away/);
});

test('a sweep is cancelled while Temporal is away, and both are said', async () => {
  const { err } = await run('cancel', 'commands');
  expect(err).toContain('commands is cancelled in the store: no further shard of it is stored');
  expect(err).toMatch(/Temporal could not be told to stop computing: SERVICE_AWAY: Temporal is away/);
  const { out } = await run('cancel', 'commands', '--json');
  expect(JSON.parse(out)).toMatchObject({
    state: 'cancelled',
    temporalError: expect.stringMatching(/^SERVICE_AWAY: Temporal is away/),
  });
});

test('a sweep that has ended is neither paused nor resumed', async () => {
  for (const command of ['pause', 'resume'])
    await expect(run(command, 'commands')).rejects.toThrow(
      /^SWEEP_ENDED: commands has ended already: cancelled/,
    );
});
