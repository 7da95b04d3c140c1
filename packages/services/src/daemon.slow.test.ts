import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DaemonSpec, startDaemon, stopDaemon } from './daemon.ts';
import { findDaemon, lastDaemon, saveDaemon } from './daemon-record.ts';
import { freePort, isListening } from './ports.ts';
import { identify, isAlive } from './process-identity.ts';

let home: string;
const strangers: ChildProcess[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'widthwise-daemon-'));
});

afterEach(async () => {
  await stopDaemon(home, 'listener', { graceMs: 0 });
  for (const stranger of strangers.splice(0)) stranger.kill('SIGKILL');
  rmSync(home, { recursive: true });
});

const LISTENER = `
  require('node:net').createServer().listen(Number(process.argv[1]), '127.0.0.1', () => console.log('listening'));`;
const STUBBORN = `process.on('SIGTERM', () => {});${LISTENER}`;
const ENDS = `console.error('no luck today'); process.exit(3);`;

function listener(program: string, more: Partial<DaemonSpec> = {}): DaemonSpec {
  return {
    name: 'listener',
    prepare: async (last) => {
      const port = await freePort(Number(last?.details.port ?? 0) || undefined);
      return { command: process.execPath, args: ['-e', program, String(port)], env: {}, details: { port } };
    },
    isHealthy: (daemon) => isListening('127.0.0.1', Number(daemon.details.port), 1_000),
    healthTimeoutMs: 20_000,
    ...more,
  };
}

async function stranger(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  strangers.push(child);
  return child;
}

test('a daemon is started, found again, stopped, and gets its port again', async () => {
  const first = await startDaemon(home, listener(LISTENER));
  const again = await startDaemon(home, listener(LISTENER));
  expect([first.wasRunning, again.wasRunning, again.pid]).toEqual([false, true, first.pid]);
  expect(findDaemon(home, 'listener')?.pid).toBe(first.pid);
  expect(readFileSync(first.logFile, 'utf8')).toContain('listening');
  expect(await stopDaemon(home, 'listener', { graceMs: 10_000 })).toBe('stopped');
  expect(findDaemon(home, 'listener')).toBeUndefined();
  expect(await stopDaemon(home, 'listener', { graceMs: 10_000 })).toBe('not running');
  expect((await startDaemon(home, listener(LISTENER))).details.port).toBe(first.details.port);
});

test('ten concurrent starts give one process', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => startDaemon(home, listener(LISTENER))));
  expect(new Set(all.map(({ pid }) => pid)).size).toBe(1);
  expect(all.filter(({ wasRunning }) => !wasRunning)).toHaveLength(1);
});

test('a daemon that ignores SIGTERM is killed after its grace', async () => {
  const daemon = await startDaemon(home, listener(STUBBORN));
  expect(await stopDaemon(home, 'listener', { graceMs: 100 })).toBe('killed');
  expect(isAlive(daemon)).toBe(false);
});

test('a daemon that ends at once is reported with the end of its log, and nothing is left running', async () => {
  await expect(startDaemon(home, listener(ENDS))).rejects.toThrow(
    /SERVICE_START: listener .*\n.*no luck today/s,
  );
  expect(findDaemon(home, 'listener')).toBeUndefined();
});

test('a daemon that does not become healthy is reported and ended', async () => {
  const spec = listener(LISTENER, { isHealthy: async () => false, healthTimeoutMs: 300 });
  await expect(startDaemon(home, spec)).rejects.toThrow('it does not answer after 0.3 s');
  const last = lastDaemon(home, 'listener');
  expect(last !== undefined && isAlive(last)).toBe(false);
});

test('a command that does not exist is reported', async () => {
  const prepare = async () => ({ command: '/nonexistent/program', args: [], env: {} });
  await expect(startDaemon(home, listener('', { prepare }))).rejects.toThrow('ENOENT');
});

test('a record whose pid now belongs to another process neither counts as running nor gets that process killed', async () => {
  const daemon = await startDaemon(home, listener(LISTENER));
  // Started after it, as whoever is given a used pid is.
  const other = await stranger();
  await stopDaemon(home, 'listener', { graceMs: 10_000 });
  saveDaemon(home, { ...daemon, pid: other.pid ?? 0 });
  expect(findDaemon(home, 'listener')).toBeUndefined();
  expect(await stopDaemon(home, 'listener', { graceMs: 0 })).toBe('not running');
  expect((await startDaemon(home, listener(LISTENER))).wasRunning).toBe(false);
  expect(identify(other.pid ?? 0)).toBeDefined();
  expect(other.exitCode).toBeNull();
});

test('the lock of a killed process is taken over, by one of many at a time', async () => {
  const killed = await stranger();
  const identity = identify(killed.pid ?? 0);
  const lock = join(home, 'run', 'listener.lock');
  await startDaemon(home, listener(LISTENER));
  await stopDaemon(home, 'listener', { graceMs: 10_000 });
  writeFileSync(lock, JSON.stringify({ ...identity, nonce: 'theirs' }));
  killed.kill('SIGKILL');
  while (identify(killed.pid ?? 0) !== undefined) await sleep(5);
  const all = await Promise.all(Array.from({ length: 8 }, () => startDaemon(home, listener(LISTENER))));
  expect(new Set(all.map(({ pid }) => pid)).size).toBe(1);
});

test('a record or lock that is not ours to read is no obstacle', async () => {
  await startDaemon(home, listener(LISTENER));
  await stopDaemon(home, 'listener', { graceMs: 10_000 });
  writeFileSync(join(home, 'run', 'listener.json'), '{"pid": 1');
  writeFileSync(join(home, 'run', 'listener.lock'), '');
  expect((await startDaemon(home, listener(LISTENER))).wasRunning).toBe(false);
});
