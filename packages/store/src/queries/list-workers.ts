import { query, type Store } from '../client.ts';

/** What a worker has stored. */
export interface WorkerRecord {
  readonly worker: string;
  /** In all. */
  readonly shards: number;
  readonly networks: number;
  /** Within the window. */
  readonly recentShards: number;
  readonly recentNetworks: number;
  /** Computing seconds of the shards stored within the window. */
  readonly recentSeconds: number;
  /** Most shards of the window that were computed at the same time: the slots seen in use. 0 if there were none. */
  readonly slots: number;
  readonly lastStoredAt: Date;
  readonly secondsSinceLast: number;
  /** The shard it stored last. */
  readonly lastShard: string;
  readonly lastCellId: string;
  readonly lastFirst: number;
  readonly lastNetworks: number;
}

/** Workers that have stored a shard, the latest first, with what they stored within the last `minutes`. */
export async function listWorkers(
  store: Store,
  options: { readonly minutes: number; readonly limit: number },
): Promise<readonly WorkerRecord[]> {
  return query<WorkerRecord>(
    store,
    `with recent as (
       select worker, networks, wall_seconds, stored_at from store.shards
        where stored_at > now() - make_interval(secs => 60 * $1::float8)
     ), edges as (
       select worker, stored_at - make_interval(secs => wall_seconds) as at, 1 as step from recent
       union all select worker, stored_at, -1 from recent
     ), busy as (
       select worker, sum(step) over (partition by worker order by at, step rows unbounded preceding) as slots from edges
     ), slots as (
       select worker, max(slots)::int4 as slots from busy group by worker
     ), pace as (
       select worker, count(*)::int4 as shards, sum(networks)::float8 as networks, sum(wall_seconds) as seconds
         from recent group by worker
     ), totals as (
       select worker, count(*)::int4 as shards, sum(networks)::float8 as networks, max(stored_at) as stored_at
         from store.shards group by worker order by stored_at desc, worker limit $2
     )
     select t.worker, t.shards, t.networks, coalesce(p.shards, 0) as "recentShards",
            coalesce(p.networks, 0) as "recentNetworks", coalesce(p.seconds, 0) as "recentSeconds",
            coalesce(s.slots, 0) as slots, t.stored_at as "lastStoredAt",
            extract(epoch from now() - t.stored_at)::float8 as "secondsSinceLast",
            h.id as "lastShard", h.cell_id as "lastCellId", h.first as "lastFirst", h.networks as "lastNetworks"
       from totals t
       left join pace p using (worker)
       left join slots s using (worker)
      cross join lateral (select id, cell_id, first, networks from store.shards
                           where worker = t.worker and stored_at = t.stored_at order by id limit 1) as h
      order by t.stored_at desc, t.worker`,
    [options.minutes, options.limit],
  );
}
