import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../infra/setup/folders.mjs';

const folder = cacheFolder(process.env);
const file = join(folder, 'bench-results.json');

/** What was measured on this machine, by name of row; a row measured again replaces what it had. */
export const loadResults = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});

/** Keeps a row's measurement with its date, so that rows can be measured one by one and an interrupt loses none. */
export function saveResult(name, measurement) {
  const results = { ...loadResults(), [name]: { ...measurement, ...circumstances() } };
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.part`, `${JSON.stringify(results, null, 1)}\n`);
  renameSync(`${file}.part`, file);
  return results;
}

function circumstances() {
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    machine: `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} logical processors, ${process.platform} ${process.arch}`,
  };
}

/** Processes that wanted a processor over the last minute; taken before a row, it tells of other work on the machine. */
export const load = () => loadavg()[0];
