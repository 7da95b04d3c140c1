import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A command that failed, with the end of what it printed. */
export class CommandError extends Error {
  /**
   * @param {string} command
   * @param {string} outcome
   * @param {string} output
   */
  constructor(command, outcome, output) {
    const tail = output.trimEnd().split('\n').slice(-15).join('\n');
    super(`${command}: ${outcome}${tail === '' ? '' : `\n${tail}`}`);
    this.name = 'CommandError';
    this.output = output;
  }
}

/**
 * Runs a command to its end and returns what it printed.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onLine?: (line: string) => void,
 *   onStart?: (pid: number) => void }} [options]
 * @returns {Promise<string>}
 */
export function run(file, args, options = {}) {
  const name = [file, ...args].join(' ').slice(0, 200);
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    });
    if (child.pid !== undefined) options.onStart?.(child.pid);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (/** @type {string} */ text) => {
        output += text;
        const line = text.trimEnd().split('\n').at(-1);
        if (line) options.onLine?.(line);
      });
    }
    child.on('error', (error) => reject(new CommandError(name, error.message, output)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else
        reject(new CommandError(name, signal === null ? `exit code ${code}` : `ended by ${signal}`, output));
    });
  });
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} the path of an executable on PATH.
 */
export function findOnPath(name, env) {
  return (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
