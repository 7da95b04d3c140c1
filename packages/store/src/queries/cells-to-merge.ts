import { query, type Store } from '../client.ts';
import type { CellLineage } from './stored-blocks.ts';

/** A cell of which more networks are stored than its estimates know. */
export interface CellToMerge extends CellLineage {
  readonly storedNetworks: number;
  readonly estimatedNetworks: number;
}

/** In plan order. A cell is done when each probe of the sweep has estimates of every stored network. */
export async function cellsToMerge(store: Store, sweepId: string): Promise<readonly CellToMerge[]> {
  return query<CellToMerge>(
    store,
    `select w.cell_id as "cellId", w.lineage, b.networks::int4 as "storedNetworks", e.networks as "estimatedNetworks"
       from store.sweeps s
       join store.sweep_cells w on w.sweep_id = s.id
      cross join lateral (select sum(networks) as networks from store.stored_blocks
                           where cell_id = w.cell_id and lineage = w.lineage) as b
      cross join lateral (select case when count(*) < jsonb_array_length(s.probes) then 0 else coalesce(min(networks), 0) end as networks
                            from store.estimate_sets
                           where cell_id = w.cell_id and lineage = w.lineage
                             and probe in (select p ->> 'name' from jsonb_array_elements(s.probes) as p)) as e
      where s.id = $1 and b.networks > e.networks
      order by w.ordinal`,
    [sweepId],
  );
}
