import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ServiceError } from './errors.ts';
import { findCache } from './home.ts';

/** The release that set-up builds where no other is found. */
export const TEMPORAL_VERSION = '1.5.1';

/** The oldest whose development server keeps its state as we need it; a build from source names only its server. */
const MINIMUM_CLI = [1, 4] as const;
const MINIMUM_SERVER = [1, 28] as const;

export interface TemporalCli {
  readonly path: string;
  readonly source: 'TEMPORAL_CLI_PATH' | 'PATH' | 'cache' | 'SDK download';
  /** What it prints for `--version`. */
  readonly version: string;
}

/** Where set-up puts the program that it builds. */
export function cachedTemporalCli(env: NodeJS.ProcessEnv): string {
  return join(findCache(env), `temporal-${TEMPORAL_VERSION}`, 'temporal');
}

/**
 * The Temporal command line: `TEMPORAL_CLI_PATH`, else one on PATH that is new enough, else set-up's, else the one
 * that the Temporal SDK downloaded for its tests.
 * @throws ServiceError SERVICE_MISSING if there is none.
 */
export async function findTemporalCli(env: NodeJS.ProcessEnv): Promise<TemporalCli> {
  if (env.TEMPORAL_CLI_PATH) {
    const version = await versionOf(env.TEMPORAL_CLI_PATH);
    if (version === undefined) {
      throw new ServiceError('CONFIG_INVALID', `TEMPORAL_CLI_PATH: ${env.TEMPORAL_CLI_PATH} does not run`);
    }
    return { path: env.TEMPORAL_CLI_PATH, source: 'TEMPORAL_CLI_PATH', version };
  }
  const candidates = [
    ...(env.PATH ?? '')
      .split(delimiter)
      .map((folder) => ({ path: join(folder, 'temporal'), source: 'PATH' as const })),
    { path: cachedTemporalCli(env), source: 'cache' as const },
    ...sdkDownloads().map((path) => ({ path, source: 'SDK download' as const })),
  ];
  for (const candidate of candidates) {
    if (!isExecutable(candidate.path)) continue;
    const version = await versionOf(candidate.path);
    if (version !== undefined && isNewEnough(version)) return { ...candidate, version };
  }
  throw new ServiceError(
    'SERVICE_MISSING',
    `no temporal command of version ${MINIMUM_CLI.join('.')} or later: looked at TEMPORAL_CLI_PATH, PATH and ${cachedTemporalCli(env)}. Run npm run setup, or set TEMPORAL_ADDRESS`,
  );
}

/** Reads `temporal version 1.5.1 (Server 1.29.1, …)`; a build without its release number says 0.0.0-DEV. */
export function isNewEnough(version: string): boolean {
  const cli = numbers(/version (\d+)\.(\d+)/.exec(version));
  if (cli === undefined) return false;
  if (cli[0] > 0) return isAtLeast(cli, MINIMUM_CLI);
  const server = numbers(/Server (\d+)\.(\d+)/.exec(version));
  return server !== undefined && isAtLeast(server, MINIMUM_SERVER);
}

type Version = readonly [number, number];

function numbers(match: RegExpExecArray | null): Version | undefined {
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

function isAtLeast(version: Version, minimum: Version): boolean {
  return version[0] > minimum[0] || (version[0] === minimum[0] && version[1] >= minimum[1]);
}

/** The temporary folder belongs to everyone, so only files of our own account count. */
function sdkDownloads(): readonly string[] {
  if (!existsSync(tmpdir())) return [];
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith('temporal-sdk-typescript-'))
    .map((name) => join(tmpdir(), name))
    .filter((path) => statSync(path).uid === process.getuid?.() && (statSync(path).mode & 0o022) === 0);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function versionOf(path: string): Promise<string | undefined> {
  return promisify(execFile)(path, ['--version'], { timeout: 20_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}
