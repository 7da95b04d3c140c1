import { sweepIdColumn } from './estimate-view.ts';
import type { View } from './view.ts';

/** Blocks of a cell within the first w.networks networks; a larger block of another sweep is cut at the target. */
const cellProgress = `select w.networks as wanted, w.shard_networks, w.seconds_per_network as seconds, b.*
  from store.sweep_cells w
 cross join lateral (
   select coalesce(sum(least(first + networks, w.networks) - first), 0) as stored, count(*) as shards,
          max(stored_at) as last_stored_at, coalesce(sum(networks) filter (where stored_at >= s.started_at), 0) as fresh
     from store.stored_blocks
    where cell_id = w.cell_id and lineage = w.lineage and first < w.networks) as b
 where w.sweep_id = s.id`;

/** Shards that m missing networks make: whole ones, then one for each binary digit of the rest. */
const missingShards = `(wanted - stored)::integer / shard_networks
    + bit_count(((wanted - stored)::integer % shard_networks)::bit(32))`;

const failureCount = (where: string): string => `(
    select count(*)::integer from store.sweep_cells w
      join store.failures f on f.cell_id = w.cell_id and f.lineage = w.lineage
     where w.sweep_id = s.id and ${where})`;

export const sweepProgress: View = {
  name: 'sweep_progress',
  comment:
    'One row per sweep: its state and how much of its plan is stored. Shards that other sweeps computed count too.',
  columns: [
    ['sweep', 'Name of the sweep, as in its spec.'],
    ['state', 'planned, running, completed, partial (ended with shards missing), cancelled or failed.'],
    ['message', 'Why it is in this state. NULL where there is nothing to say.'],
    ['cells', 'Number of cells.'],
    ['cells_done', 'Cells of which every wanted network is stored.'],
    ['shards_stored', 'Stored shards that hold wanted networks.'],
    ['shards_planned', 'Stored shards and those still missing.'],
    ['networks_stored', 'Wanted networks that are stored, summed over cells.'],
    ['networks_wanted', 'Networks wanted, summed over cells.'],
    ['cost_share', 'Share of the estimated computing time that is stored, 0 … 1.'],
    ['created_at', 'When the plan was stored.'],
    ['started_at', 'When it last began to run. NULL before.'],
    ['finished_at', 'When it ended. NULL before.'],
    ['last_stored_at', 'When its last shard was stored. NULL before the first.'],
    [
      'networks_per_second',
      'Networks stored per second from started_at to last_stored_at. NULL where none was stored since it started.',
    ],
    ['failures', 'Shards with a recorded failure that are not stored.'],
    [
      'nonfinite_networks',
      'Networks that left the floating-point range (code NUMERICAL_NONFINITE) and enter no average.',
    ],
    sweepIdColumn,
  ],
  select: `select s.name as sweep, s.state, s.message,
  p.cells, p.cells_done, p.shards_stored, p.shards_planned, p.networks_stored, p.networks_wanted, p.cost_share,
  s.created_at, s.started_at, s.finished_at, p.last_stored_at,
  nullif(p.fresh, 0) / nullif(extract(epoch from p.last_stored_at - s.started_at), 0)::double precision as networks_per_second,
  ${failureCount(`f.network is null and f.code <> 'DETERMINISM_VIOLATION'
       and not exists (select 1 from store.shards h where h.id = f.shard_id)`)} as failures,
  ${failureCount(`f.network is not null`)} as nonfinite_networks,
  s.id::text as sweep_id
from store.sweeps s
 cross join lateral (
   select count(*)::integer as cells,
          (count(*) filter (where stored >= wanted))::integer as cells_done,
          coalesce(sum(shards), 0)::integer as shards_stored,
          coalesce(sum(shards + ${missingShards}), 0)::integer as shards_planned,
          coalesce(sum(stored), 0)::bigint as networks_stored,
          coalesce(sum(wanted), 0)::bigint as networks_wanted,
          coalesce(sum(stored * seconds) / nullif(sum(wanted * seconds), 0), 0)::double precision as cost_share,
          max(last_stored_at) as last_stored_at,
          sum(fresh)::double precision as fresh
     from (${cellProgress}) as cell) as p`,
};
