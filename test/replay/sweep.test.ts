import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';

// Histories of released workflows, recorded by record.mjs: one folder per release, one file per run.
const root = new URL('histories/', import.meta.url);
const histories = readdirSync(root).flatMap((release) =>
  readdirSync(new URL(`${release}/`, root)).map((file) => `${release}/${file}`),
);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, root), 'utf8'));

let code = '';
beforeAll(async () => {
  const logger = new DefaultLogger('ERROR', () => undefined);
  Runtime.install({ logger });
  const workflowsPath = fileURLToPath(new URL('../../packages/workflows/src/sweep.ts', import.meta.url));
  code = (await bundleWorkflowCode({ workflowsPath, logger })).code;
}, 120_000);

const replay = (bundle: string, name: string): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle: { code: bundle } }, read(name));

/** A change of the workflow that must not reach a release: old runs could not go on under it. */
function mutant(pattern: RegExp, replacement: string): string {
  expect(code.match(new RegExp(pattern, 'g')), `${pattern} occurs once in the bundle`).toHaveLength(1);
  return code.replace(pattern, replacement);
}

describe('the workflow `sweep`', () => {
  it.each(histories)('replays %s', async (name) => {
    await replay(code, name);
  });

  const completed = histories.filter((name) => /completed-2\.json$/.test(name));

  it.each(completed)('with an activity renamed cannot replay %s', async (name) => {
    const renamed = mutant(/const \{ planPage, mergeCells,/, 'const { planPages: planPage, mergeCells,');
    await expect(replay(renamed, name)).rejects.toThrow(/Nondeterminism/);
  });

  // Written so that it fits whatever line breaks the bundler's compiler puts in.
  const merge = String.raw`await mergeCells\(\{\s*sweepId\s*\}\);`;

  it.each(completed)('with two activities reordered cannot replay %s', async (name) => {
    const mergeThenFinish = new RegExp(
      String.raw`(${merge})([^}]*?await finishSweep\([\s\S]*?)(return \{\s*outcome,)`,
    );
    const reordered = mutant(mergeThenFinish, '$2 $1 $3');
    await expect(replay(reordered, name)).rejects.toThrow(/Nondeterminism/);
  });

  it.each(completed)('with an activity dropped cannot replay %s', async (name) => {
    const dropped = mutant(new RegExp(merge), '');
    await expect(replay(dropped, name)).rejects.toThrow(/Nondeterminism/);
  });
});
