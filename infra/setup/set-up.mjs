import { join } from 'node:path';
import { build } from './build.mjs';
import { provideChromium } from './chromium.mjs';
import { cacheFolder } from './folders.mjs';
import { withLock } from './lock.mjs';
import { installPackages } from './npm-packages.mjs';
import { providePostgres } from './postgres.mjs';
import { provideTemporal } from './temporal.mjs';
import { provideAddon } from './tensorflow/addon.mjs';
import { provideLibrary } from './tensorflow/library.mjs';

/** @typedef {ReturnType<typeof import('./report.mjs').createReport>} Report */

/**
 * Everything a checkout needs, each step done only if it is not done yet. Steps that do not need a failed one go on.
 * @param {{ root: string, env: NodeJS.ProcessEnv, report: Report, tensorflow: boolean, chromium: boolean }} wanted
 * @returns {Promise<boolean>} whether all that a sweep needs is there; TensorFlow only adds the dense sampler.
 */
export async function setUp({ root, env, report, tensorflow, chromium }) {
  const cache = cacheFolder(env);
  const lock = join(root, '.turbo', 'setup.lock');
  return withLock(
    lock,
    async () => {
      const node = await report.step('Node', async () => checkNode());
      const packages = await report.step('npm packages', (progress) => installPackages(root, env, progress));
      if (!node.ok || !packages.ok) return false;
      const built = await report.step('build', (progress) => build(root, env, progress));
      const steps = [
        ...(built.ok ? serviceSteps({ root, cache, env, report }) : []),
        ...(tensorflow ? [tensorflowStep({ root, cache, env, report })] : []),
        ...(chromium ? [report.step('Chromium', (progress) => provideChromium(env, progress))] : []),
      ];
      await Promise.all(steps);
      return report.results.every((result) => result.ok || result.name === 'TensorFlow');
    },
    (pid) => console.error(`waiting for the set-up with pid ${pid} in this checkout`),
  );
}

async function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19))
    return `${process.version}, ${process.platform} ${process.arch}`;
  throw new Error(`Node 20.19 or later is needed, this is ${process.version}`);
}

/** @param {{ root: string, cache: string, env: NodeJS.ProcessEnv, report: Report }} context */
function serviceSteps({ root, cache, env, report }) {
  return [
    report.step('Postgres', () => providePostgres(root, env)),
    report.step('Temporal', (progress) => provideTemporal({ root, cache, env, progress })),
  ];
}

/** @param {{ root: string, cache: string, env: NodeJS.ProcessEnv, report: Report }} context */
function tensorflowStep({ root, cache, env, report }) {
  return report.step('TensorFlow', async (progress) => {
    try {
      const library = await provideLibrary({ cache, env, progress });
      const addon = await provideAddon({ root, cache, env, progress }, library.folder);
      const done = addon.built ? 'built' : addon.linked ? 'linked' : 'ready';
      return `${library.variant}, binding ${done}: ${addon.folder}`;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(
        `${reason}\nWithout it the gram sampler works and cells with the dense sampler are refused. To get it: g++, make, ` +
          'and python3 with pip; or set WIDTHWISE_TENSORFLOW to a folder with libtensorflow_cc.so.2, ' +
          'libtensorflow_framework.so.2 and include/, and run npm run setup again.',
        { cause },
      );
    }
  });
}
