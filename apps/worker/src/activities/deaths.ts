/** Deaths of its child after which a shard is left out of the sweep. */
export const QUARANTINE_DEATHS = 3;

/** What travels from one attempt of a shard to the next, in its heartbeats. */
export interface Progress {
  /** Compute children that died at this shard, on any attempt and worker. Deaths of workers do not count. */
  readonly deaths: number;
  readonly networks: number;
}

/** Reads what the attempt before left; anything else than progress counts as none. */
export function readProgress(details: unknown): Progress {
  if (typeof details !== 'object' || details === null) return { deaths: 0, networks: 0 };
  const deaths = 'deaths' in details && typeof details.deaths === 'number' ? details.deaths : 0;
  const networks = 'networks' in details && typeof details.networks === 'number' ? details.networks : 0;
  return { deaths, networks };
}

export class ShardQuarantinedError extends Error {
  readonly code = 'SHARD_QUARANTINED';

  constructor(deaths: number, lastDeath: Error) {
    super(`SHARD_QUARANTINED: killed its compute process ${deaths} times. ${lastDeath.message}`, {
      cause: lastDeath,
    });
  }
}
