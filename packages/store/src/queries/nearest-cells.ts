import type { Cell } from '@widthwise/plan';
import type { ProbeSelection } from '@widthwise/probes';
import { query, type Store } from '../client.ts';

/** A cell of which something is stored under one lineage. */
export interface NearCell {
  readonly cell: Cell;
  readonly lineage: string;
  /** As observed. */
  readonly probes: readonly ProbeSelection[];
  readonly fingerprint: string;
  readonly networks: number;
}

/** How many columns of a cell's key differ; `$2` holds the wanted cell. */
const DIFFERENCES = `(c.experiment <> $2::jsonb ->> 'experiment')::int4 + (c.version <> ($2::jsonb ->> 'version')::int4)::int4
  + (c.seed <> ($2::jsonb ->> 'seed')::int8)::int4
  + (select count(*)::int4
       from (select jsonb_object_keys(c.parameters -> 'network')
             union select jsonb_object_keys($2::jsonb #> '{parameters,network}')) as n(key)
      where c.parameters #> array['network', n.key] is distinct from $2::jsonb #> array['parameters', 'network', n.key])
  + (c.parameters -> 'untied' is distinct from $2::jsonb #> '{parameters,untied}')::int4
  + (c.sampler <> $2::jsonb #>> '{parameters,sampler}')::int4
  + (c.inputs <> $2::jsonb #> '{parameters,inputs}')::int4`;

/** Among cells that differ in as many columns: how far apart their numbers are, as ratios. */
const DISTANCE = `abs(ln(c.width / ($2::jsonb #>> '{parameters,network,width}')::float8))
  + abs(ln(c.depth / ($2::jsonb #>> '{parameters,network,depth}')::float8))
  + abs(c.sigma_w - ($2::jsonb #>> '{parameters,network,sigmaW}')::float8)
  + abs(c.sigma_b - ($2::jsonb #>> '{parameters,network,sigmaB}')::float8)`;

/**
 * Stored cells that are nearest to a cell by their own key: itself under other lineages first, then those that differ in
 * the fewest columns, then those whose numbers are closest.
 *
 * @param lineage - the wanted one: what is stored of the cell under it is left out.
 */
export async function nearestCells(
  store: Store,
  wanted: { readonly cell: Cell; readonly lineage: string },
  options: { readonly limit: number },
): Promise<readonly NearCell[]> {
  const { id, ...content } = wanted.cell;
  return query<NearCell>(
    store,
    `select json_build_object('id', c.id, 'experiment', c.experiment, 'version', c.version, 'seed', c.seed,
                              'parameters', c.parameters) as cell,
            l.lineage, l.fingerprint, l.networks::int4 as networks,
            (select coalesce(json_agg(json_build_object('name', p.probe, 'version', p.version, 'options', p.options)
                                      order by p.probe collate "C"), '[]')
               from store.shard_statistics p where p.shard_id = l.shard) as probes
       from (select c.*, row_number() over (order by (c.id = $1) desc, ${DIFFERENCES}, ${DISTANCE}, c.id) as place
               from store.cells c
              where exists (select 1 from store.shards h
                             where h.cell_id = c.id and not (h.cell_id = $1 and h.lineage = $3))
              order by place limit $4) as c
      cross join lateral (select lineage, min(fingerprint) as fingerprint, min(id collate "C") as shard, sum(networks) as networks
                            from store.stored_blocks
                           where cell_id = c.id and not (cell_id = $1 and lineage = $3)
                           group by lineage) as l
      order by c.place, l.lineage`,
    [id, JSON.stringify(content), wanted.lineage, options.limit],
  );
}
