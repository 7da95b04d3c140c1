import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './folders.mjs';

/**
 * Adds to package-lock.json the optional packages of other platforms that were not served when the lock was made: npm
 * leaves them out, and then `npm ci` calls the lock out of step with itself. Run after every relock (`npm run relock`).
 *
 * @typedef {{ version: string, optionalDependencies?: Record<string, string>, dev?: boolean, license?: string }} Entry
 */
const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
];

const file = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
/** @type {Record<string, Entry>} */
const packages = lock.packages;

let added = 0;
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue;
    packages[`node_modules/${name}`] = platformEntry(name, range, entry);
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} optional packages added`);

/**
 * Whether a package that `path` asks for is found beside it or above it, as Node looks.
 * @param {string} path
 * @param {string} name
 */
function isLocked(path, name) {
  const levels = path.split('/node_modules/');
  const folders = levels.map(
    (_, depth) => `${levels.slice(0, depth + 1).join('/node_modules/')}/node_modules/${name}`,
  );
  return [...folders, `node_modules/${name}`].some((folder) => packages[folder] !== undefined);
}

/**
 * @param {string} name - Such as `@scope/tool-linux-x64-musl`: the platform is read off its parts.
 * @param {string} range
 * @param {Entry} parent
 */
function platformEntry(name, range, parent) {
  const words = (name.split('/').at(-1) ?? '').split('-');
  const parts = words.map((word) => ({ windows: 'win32', 64: 'x64' })[word] ?? word);
  const libc = parts.includes('musl') ? ['musl'] : parts.includes('gnu') ? ['glibc'] : undefined;
  return {
    version: range.replace(/^[\^~]/, ''),
    cpu: parts.filter((part) => PROCESSORS.includes(part)).slice(0, 1),
    ...(parent.dev ? { dev: true } : {}),
    ...(parent.license === undefined ? {} : { license: parent.license }),
    optional: true,
    os: parts.filter((part) => SYSTEMS.includes(part)).slice(0, 1),
    ...(libc === undefined ? {} : { libc }),
  };
}
