import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeWhole } from './write-whole.ts';

/** Postgres refuses to run as root: `nobody`, on Debian and most others. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 };

const SHARED_STATE = '/var/lib/widthwise';

/** Who runs Postgres, and where its files lie so that this account reaches them. */
export interface PostgresPlace {
  readonly account?: { readonly uid: number; readonly gid: number };
  /** Holds this home's cluster; owned by the account. */
  readonly folder: string;
  /** Where the programs may be copied to, if the account cannot reach them where they are. */
  readonly programs: string;
}

/**
 * As an ordinary user: below the home. As root, Postgres runs as `nobody`: below the home if `nobody` can reach it,
 * else (a home below a 0700 folder) below /var/lib/widthwise in a folder named by an id that the home keeps.
 */
export function postgresPlace(home: string): PostgresPlace {
  mkdirSync(home, { recursive: true });
  if (process.getuid?.() !== 0) return { folder: join(home, 'postgres'), programs: join(home, 'programs') };
  if (isReachable(dirname(home))) {
    // The home is ours and its secrets have modes of their own: others may pass, not look.
    if (!isPassable(home)) chmodSync(home, (statSync(home).mode & 0o777) | 0o011);
    return { account: UNPRIVILEGED, folder: join(home, 'postgres'), programs: join(home, 'programs') };
  }
  mkdirSync(SHARED_STATE, { recursive: true, mode: 0o755 });
  return { account: UNPRIVILEGED, folder: join(SHARED_STATE, homeId(home)), programs: SHARED_STATE };
}

/** Whether every account may pass through the folder and all above it. */
export function isReachable(folder: string): boolean {
  return isPassable(folder) && (dirname(folder) === folder || isReachable(dirname(folder)));
}

function isPassable(folder: string): boolean {
  return (statSync(folder).mode & 0o001) !== 0;
}

function homeId(home: string): string {
  const path = join(home, 'id');
  if (!existsSync(path)) writeWhole(path, randomUUID());
  return readFileSync(path, 'utf8').trim();
}
