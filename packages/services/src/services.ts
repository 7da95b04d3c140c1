import { mkdirSync } from 'node:fs';
import { type Connections, resolveConnections } from './connections.ts';
import type { StartedDaemon } from './daemon.ts';
import type { Daemon } from './daemon-record.ts';
import { hasOwnDatabase } from './database-connection.ts';
import type { ServiceName } from './errors.ts';
import { isListening } from './ports.ts';
import { findPostgres, startPostgres, stopPostgres } from './postgres.ts';
import { findTemporal, startTemporal, stopTemporal } from './temporal.ts';
import { hasOwnTemporal } from './temporal-connection.ts';

/** Told what became of a step and how long it took. */
export type Report = (step: string, state: string, ms: number) => void;

interface Where {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly report?: Report;
}

export interface ServiceStatus {
  readonly service: ServiceName;
  /** `given`: an address of the user's own replaces it. `unwell`: the process lives and does not answer. */
  readonly state: 'given' | 'running' | 'unwell' | 'stopped';
  readonly daemon?: Daemon;
}

interface LocalService {
  readonly service: ServiceName;
  /** The setting that replaces it. */
  readonly setting: string;
  readonly isGiven: (env: NodeJS.ProcessEnv) => boolean;
  readonly start: (home: string, env: NodeJS.ProcessEnv) => Promise<StartedDaemon>;
  readonly stop: (home: string) => Promise<string>;
  readonly find: (home: string) => Daemon | undefined;
}

const SERVICES: readonly LocalService[] = [
  {
    service: 'Postgres',
    setting: 'DATABASE_URL',
    isGiven: hasOwnDatabase,
    start: startPostgres,
    stop: stopPostgres,
    find: findPostgres,
  },
  {
    service: 'Temporal',
    setting: 'TEMPORAL_ADDRESS',
    isGiven: hasOwnTemporal,
    start: startTemporal,
    stop: stopTemporal,
    find: findTemporal,
  },
];

/** Starts what no setting replaces and does not run yet, both at once; then finds out how to connect. */
export async function startServices({ home, env, report }: Where): Promise<Connections> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const starts = SERVICES.map(async (local) => {
    const begun = performance.now();
    const state = await startOne(local, home, env);
    report?.(local.service, state, performance.now() - begun);
  });
  // Both are waited for, so that none is still starting when the first error is told.
  const failed = (await Promise.allSettled(starts)).find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return resolveConnections(env, home);
}

async function startOne(local: LocalService, home: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (local.isGiven(env)) return `given by ${local.setting}`;
  const daemon = await local.start(home, env);
  return `${daemon.wasRunning ? 'running' : 'started'} on 127.0.0.1:${daemon.details.port}`;
}

/** Stops this home's own services; what a setting replaces is left alone. Temporal first: its workers need Postgres. */
export async function stopServices({ home, report }: Omit<Where, 'env'>): Promise<void> {
  for (const local of SERVICES.toReversed()) {
    const begun = performance.now();
    const outcome = await local.stop(home);
    report?.(local.service, outcome, performance.now() - begun);
  }
}

export function serviceStatus({ home, env }: Omit<Where, 'report'>): Promise<readonly ServiceStatus[]> {
  return Promise.all(SERVICES.map((local) => statusOf(local, home, env)));
}

async function statusOf(local: LocalService, home: string, env: NodeJS.ProcessEnv): Promise<ServiceStatus> {
  const { service } = local;
  if (local.isGiven(env)) return { service, state: 'given' };
  const daemon = local.find(home);
  if (daemon === undefined) return { service, state: 'stopped' };
  const answers = await isListening('127.0.0.1', Number(daemon.details.port), 2_000);
  return { service, state: answers ? 'running' : 'unwell', daemon };
}
