import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './commands.mjs';
import { startTime } from './process-identity.mjs';

/**
 * Installs exactly what the lockfile says, running no package's scripts.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {(text: string) => void} progress
 */
export async function installPackages(root, env, progress) {
  const stamp = join(root, 'node_modules', '.widthwise-installed');
  const wanted = identityOfInstall(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'as in package-lock.json';
  const record = join(root, '.turbo', 'npm-ci.json');
  await untilEnded(record, progress);
  const isThere = matchesLock(root);
  if (!isThere) {
    progress('npm ci --ignore-scripts');
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: root,
      env,
      onLine: (line) => progress(line),
      onStart: (pid) => writeFileSync(record, JSON.stringify({ pid, started: startTime(pid) })),
    });
  }
  // npm ci begins by emptying node_modules, so the stamp never outlives an interrupted install.
  writeFileSync(`${stamp}.${process.pid}`, wanted);
  renameSync(`${stamp}.${process.pid}`, stamp);
  return isThere ? 'as in package-lock.json' : 'installed';
}

/**
 * A set-up that is killed leaves its `npm ci` running: two of them in one folder would undo each other's work.
 * @param {string} record
 * @param {(text: string) => void} progress
 */
async function untilEnded(record, progress) {
  if (!existsSync(record)) return;
  const { pid, started } = JSON.parse(readFileSync(record, 'utf8') || '{}');
  while (started !== undefined && startTime(pid) === started) {
    progress(`waiting for the npm ci of an interrupted set-up (pid ${pid})`);
    await sleep(200);
  }
}

/** @param {string} root */
function identityOfInstall(root) {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${hash} ${process.version} ${process.platform} ${process.arch}\n`;
}

/**
 * Whether somebody else's install is as wanted: npm writes a lockfile of its own into node_modules as the last thing
 * of an install, so an interrupted one has none.
 * @param {string} root
 */
function matchesLock(root) {
  const path = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(path)) return false;
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(path);
  const isSame = (/** @type {string} */ name) =>
    installed[name]?.version === wanted[name]?.version &&
    installed[name]?.integrity === wanted[name]?.integrity;
  return (
    Object.keys(wanted)
      .filter((name) => name.startsWith('node_modules/') || name.includes('/node_modules/'))
      // Optional packages are installed only on the platforms they are for.
      .every((name) => (installed[name] === undefined ? isOptional(wanted[name]) : isSame(name)))
  );
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Entry */

/** @param {Entry | undefined} entry */
function isOptional(entry) {
  return entry?.optional === true || entry?.devOptional === true;
}

/**
 * @param {string} path
 * @returns {Record<string, Entry>}
 */
function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}
