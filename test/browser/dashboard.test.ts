import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

const cli = fileURLToPath(new URL('../../apps/cli/bin/widthwise.mjs', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'widthwise-browser-'));
const name = 'dashboard under test';

const spec = {
  name,
  seed: 11,
  network: { activation: 'tanh', width: [128, 256], depth: 16, sigmaW2: [1, 1.5, 2, 2.5, 3], sigmaB2: 0.05 },
  inputs: { ensemble: 'pair', correlation: 0.6, squaredNorm: 1 },
  networks: 2048,
  shardNetworks: 64,
};

/** A sweep without layers: one value a cell, and trajectories over iterations. */
const equilibria = {
  name: 'equilibria',
  experiment: 'equilibrium',
  network: { activation: 'linear', width: 32, depth: 20, sigmaW: [0.1, 0.2, 0.3], weights: 'orthogonal' },
  probes: ['equilibrium'],
  networks: 8,
};

/** Runs the command line as a user does; its standard output. */
async function widthwise(...args: readonly string[]): Promise<string> {
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...env } = process.env;
  const child = spawn(process.execPath, [cli, ...args], { env: { ...env, WIDTHWISE_HOME: home } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`widthwise ${args.join(' ')} ended with ${code}:\n${err}\n${out}`);
  return out;
}

function findChromium(): string {
  const places = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const found = places.find((place) => place !== undefined && existsSync(place));
  if (found === undefined)
    throw new Error('no Chromium: set CHROMIUM_PATH, or run npm run setup -- --chromium');
  return found;
}

let browser: Browser;
let page: Page;
let url: string;
const complaints: string[] = [];

beforeAll(async () => {
  const file = join(home, 'spec.json');
  writeFileSync(file, JSON.stringify(spec));
  await widthwise('run', file, '--detach');
  url = (await widthwise('dashboard')).trim().split('\n')[0] ?? '';
  browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterAll(async () => {
  await browser?.close();
  await widthwise('down');
  rmSync(home, { recursive: true, force: true });
});

const networksShown = async (): Promise<number> =>
  Number(await page.locator('header.sweep').getAttribute('data-networks'));

test('the token opens a session and leaves the address; without it nothing is shown', async () => {
  const stranger = await browser.newContext();
  const other = await stranger.newPage();
  await other.goto(url.split('#')[0] ?? '');
  await other.getByRole('alert').waitFor();
  expect(await other.getByRole('alert').textContent()).toContain('widthwise dashboard');
  await stranger.close();

  await page.goto(url);
  await page.locator('table.sweeps').waitFor();
  expect(page.url()).not.toContain('token');
});

test('the list names the sweep', async () => {
  expect(await page.locator('table.sweeps a').first().textContent()).toBe(name);
});

test('a sweep’s page follows the run to its end without being loaded again', async () => {
  await page.locator('table.sweeps a').first().click();
  await page.locator('header.sweep').waitFor();
  const first = await networksShown();
  await page.locator('header.sweep[data-state="completed"]').waitFor({ timeout: 240_000 });
  expect(await networksShown()).toBe(10 * 2048);
  expect(first).toBeLessThan(10 * 2048);
});

test('each panel draws every layer of the chosen cells, with the theory', async () => {
  await page.reload();
  for (const quantity of ['correlation', 'relative-entropy', 'excess-kurtosis-conditional']) {
    const panel = page.locator(`.panel[data-quantity="${quantity}"]`);
    await panel.locator('svg g[aria-label="dot"] circle').first().waitFor();
    expect(await panel.getAttribute('data-points')).toBe(String(5 * 16));
    expect(await panel.locator('svg g[aria-label="line"] path').count()).toBe(5);
    expect(await panel.locator('svg g[aria-label="rule"] line').count()).toBeGreaterThan(5 * 10);
  }
});

test('the selector changes width and σ_w', async () => {
  const options = await page.locator('select[name="network"] option').allTextContents();
  expect(options.some((text) => text.includes('width 128'))).toBe(true);
  const wide = options.find((text) => text.includes('width 256'));
  await page.selectOption('select[name="network"]', wide ?? '');
  await page.locator('.selector button', { hasText: '1.5' }).click();
  const panel = page.locator('.panel[data-quantity="correlation"]');
  await expect.poll(() => panel.getAttribute('data-points')).toBe(String(4 * 16));
});

test('any quantity of the sweep can have a panel', async () => {
  await page.locator('details.selector summary').click();
  await page.getByRole('button', { name: 'overlap', exact: true }).click();
  const panel = page.locator('.panel[data-quantity="overlap"]');
  await expect.poll(() => panel.getAttribute('data-points')).toBe(String(4 * 16));
});

test('a sweep of another experiment is drawn over iterations, and over its axis where a cell has one value', async () => {
  const file = join(home, 'equilibria.json');
  writeFileSync(file, JSON.stringify(equilibria));
  await widthwise('run', file);
  await page.goto(url.split('#')[0] ?? '');
  await page.locator('table.sweeps a', { hasText: equilibria.name }).click();
  const gain = page.locator('.panel[data-quantity="equilibrium-gain"]');
  await gain.locator('svg g[aria-label="dot"]').nth(1).waitFor();
  expect(await gain.getAttribute('data-points')).toBe('3');
  const lengths = page.locator('.panel[data-quantity="iteration-length"]');
  expect(await lengths.getAttribute('data-points')).toBe(String(3 * 20));
  expect(await lengths.locator('svg g[aria-label="line"] path').count()).toBe(3);
});

test('the browser had nothing to complain about, content policy included', () => {
  expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
});
