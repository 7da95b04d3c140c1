import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { ProgressHub } from './progress.ts';
import { Sessions } from './sessions.ts';

const token = 'd'.repeat(64);
const host = '127.0.0.1:8400';
const client = mkdtempSync(join(tmpdir(), 'widthwise-client-'));
writeFileSync(join(client, 'index.html'), '<!doctype html><title>widthwise</title>');
const hub = new ProgressHub(async () => undefined, 1e6);
afterAll(() => hub.close());

const app = createApp({
  reader: {
    sweeps: async () => [],
    sweep: async () => undefined,
    cells: async () => [],
    quantities: async () => [],
    series: async () => [],
  },
  hub,
  sessions: new Sessions(token),
  hosts: () => [host],
  isTls: false,
  client,
});
const ask = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
  app.request(`http://${host}${path}`, { ...init, headers: { host, ...init.headers } });
const json = { 'content-type': 'application/json', origin: `http://${host}` };
const login = (body: unknown, headers: Record<string, string> = json) =>
  ask('/api/session', { method: 'POST', headers, body: JSON.stringify(body) });

test('nothing of the API answers without a session', async () => {
  for (const path of ['/api/sweeps', `/api/sweeps/${token}`, `/api/sweeps/${token}/events`, '/api/other']) {
    expect((await ask(path)).status).toBe(401);
  }
});

test('the token opens a session whose cookie scripts and other sites cannot use', async () => {
  const response = await login({ token });
  expect(response.status).toBe(200);
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  expect((await ask('/api/sweeps', { headers: { cookie: cookie.split(';')[0] ?? '' } })).status).toBe(200);
  expect((await login({ token: 'wrong' })).status).toBe(401);
  expect((await login({})).status).toBe(400);
});

test('a rebound name, a foreign page and a form post are refused', async () => {
  expect((await ask('/', { headers: { host: 'evil.example:8400' } })).status).toBe(421);
  expect((await ask('/api/sweeps', { headers: { origin: 'http://evil.example' } })).status).toBe(403);
  expect((await login({ token }, { 'content-type': 'application/json' })).status).toBe(403);
  expect((await login({ token }, { ...json, 'content-type': 'text/plain' })).status).toBe(415);
});

test('every answer carries the content policy, refusals included', async () => {
  for (const response of [
    await ask('/'),
    await ask('/api/sweeps'),
    await ask('/', { headers: { host: 'x' } }),
  ]) {
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('a page address that is no file is the client, and a file outside its folder is not served', async () => {
  expect(await (await ask(`/sweeps/${token}`)).text()).toContain('<title>widthwise</title>');
  expect(await (await ask('/..%2f..%2fetc%2fpasswd')).text()).not.toContain('root:');
});
