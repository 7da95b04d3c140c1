import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findOnPath, run } from '../commands.mjs';
import { completeFolder } from '../complete-folder.mjs';

const PACKAGE = ['node_modules', '@tensorflow', 'tfjs-node-gpu'];

/**
 * Compiles the binding against `library` once per machine and links it into the checkout.
 * @param {{ root: string, cache: string, env: NodeJS.ProcessEnv, progress: (text: string) => void }} context
 * @param {string} library the folder that holds `libtensorflow_cc.so.2` and `include/`.
 * @returns {Promise<{ folder: string, built: boolean, linked: boolean }>}
 */
export async function provideAddon({ root, cache, env, progress }, library) {
  const source = join(root, ...PACKAGE);
  const version = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')).version;
  const identity = [realpathSync(library), process.platform, process.arch, process.versions.modules];
  const key = createHash('sha256').update(identity.join('\n')).digest('hex').slice(0, 12);
  const folder = join(cache, `tensorflow-addon-${version}-abi${process.versions.modules}-${key}`);
  const built = await completeFolder(
    folder,
    async (temporary) => {
      await compile({ root, source, library, temporary, env, progress });
      progress('checking that the binding loads');
      await checkLoads(temporary, env);
    },
    (pid) => progress(`waiting for the set-up with pid ${pid}`),
  );
  const linked = ['deps', 'lib'].map((name) => link(join(folder, name), join(source, name))).includes(true);
  return { folder, built, linked };
}

/**
 * @param {{ root: string, source: string, library: string, temporary: string, env: NodeJS.ProcessEnv,
 *   progress: (text: string) => void }} job
 */
async function compile({ root, source, library, temporary, env, progress }) {
  for (const tool of ['g++', 'make', 'python3']) {
    if (findOnPath(tool, env) === undefined)
      throw new Error(`${tool} is not on PATH (Debian: apt-get install build-essential python3)`);
  }
  const work = join(temporary, 'work');
  mkdirSync(join(work, 'deps', 'lib'), { recursive: true });
  for (const part of ['binding', 'binding.gyp', 'package.json']) {
    cpSync(join(source, part), join(work, part), { recursive: true });
  }
  symlinkSync(join(library, 'include'), join(work, 'deps', 'include'));
  // The linker looks for libtensorflow.so; what it records is the library's own name, libtensorflow_cc.so.2.
  symlinkSync(join(library, 'libtensorflow_cc.so.2'), join(work, 'deps', 'lib', 'libtensorflow.so'));
  symlinkSync(
    join(library, 'libtensorflow_framework.so.2'),
    join(work, 'deps', 'lib', 'libtensorflow_framework.so'),
  );
  progress('compiling the binding');
  // Not the package's install script: with a network it would fetch a binary made for TensorFlow 2.9.
  const tool = createRequire(join(source, 'package.json')).resolve('@mapbox/node-pre-gyp/bin/node-pre-gyp');
  await run(process.execPath, [tool, 'install', '--build-from-source'], {
    cwd: work,
    env: {
      ...env,
      ...nodeHeaders(),
      ...nodeGyp(env),
      PATH: `${join(root, 'node_modules', '.bin')}:${env.PATH ?? ''}`,
    },
  });
  renameSync(join(work, 'lib'), join(temporary, 'lib'));
  rmSync(work, { recursive: true });
  // One link to the whole folder, since the library looks for CUDA in `../nvidia`, which the system resolves from
  // the link's target. The binding looks for its library in `../../deps/lib`.
  mkdirSync(join(temporary, 'deps'));
  symlinkSync(library, join(temporary, 'deps', 'lib'));
}

/** @returns {NodeJS.ProcessEnv} where Node's headers are, if they came with it; else node-gyp fetches them. */
function nodeHeaders() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? { npm_config_nodedir: prefix } : {};
}

/**
 * The node-gyp that npm brings along; npm itself names it only to scripts that it runs.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
function nodeGyp(env) {
  if (env.npm_config_node_gyp) return {};
  const npm = env.npm_execpath ?? findOnPath('npm', env);
  if (npm === undefined) return {};
  const path = join(dirname(dirname(realpathSync(npm))), 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  return existsSync(path) ? { npm_config_node_gyp: path } : {};
}

/**
 * In a process of its own: a binding that does not fit may end it.
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function checkLoads(folder, env) {
  const script = `
    const { readdirSync } = require('node:fs');
    const variant = readdirSync(process.argv[1])[0];
    const binding = require(process.argv[1] + '/' + variant + '/tfjs_binding.node');
    if (!binding.TF_Version) throw new Error('the binding names no TensorFlow version');
    console.log(binding.TF_Version);
  `;
  await run(process.execPath, ['-e', script, join(folder, 'lib')], {
    env: { ...env, TF_CPP_MIN_LOG_LEVEL: '3' },
  });
}

/**
 * @param {string} target
 * @param {string} path
 * @returns {boolean} whether the link had to be made.
 */
function link(target, path) {
  if (existsSync(path) && realpathSync(path) === realpathSync(target)) return false;
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  symlinkSync(target, draft);
  // A folder from the package's own install script stands in the way of a rename; a link does not.
  rmSync(path, { recursive: true, force: true });
  renameSync(draft, path);
  return true;
}
