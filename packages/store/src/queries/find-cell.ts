import type { Cell } from '@widthwise/plan';
import { query, type Store } from '../client.ts';
import { StoreError } from '../errors.ts';

/** What `show` prints of a cell: identity, the sweeps that want it, and what is stored per lineage. */
export interface CellRecord {
  readonly cell: Cell;
  readonly sweeps: readonly {
    readonly sweepId: string;
    readonly name: string;
    readonly lineage: string;
    readonly fingerprint: string;
    readonly networksWanted: number;
  }[];
  readonly lineages: readonly {
    readonly lineage: string;
    readonly fingerprint: string;
    readonly shards: number;
    readonly networksStored: number;
    readonly estimates: number;
  }[];
}

const MATCHES_SHOWN = 5;

/**
 * The one cell whose id begins with `prefix`.
 *
 * @throws StoreError CELL_UNKNOWN if none or several do, naming some of the latter.
 */
export async function findCell(store: Store, prefix: string): Promise<CellRecord> {
  const ids = await query<{ id: string }>(
    store,
    `select id from store.cells where starts_with(id, $1) order by id limit ${MATCHES_SHOWN + 1}`,
    [prefix],
  );
  const [only] = ids;
  if (only === undefined) {
    throw new StoreError('CELL_UNKNOWN', `no stored cell has an id beginning with "${prefix}".`);
  }
  if (ids.length > 1) {
    const shown = ids.slice(0, MATCHES_SHOWN).map(({ id }) => id.slice(0, prefix.length + 8));
    throw new StoreError(
      'CELL_UNKNOWN',
      `"${prefix}" begins several cell ids: ${shown.join(', ')}${ids.length > MATCHES_SHOWN ? ', …' : ''}. Give more of it.`,
    );
  }
  const [row] = await query<CellRecord>(
    store,
    `select json_build_object('id', c.id, 'experiment', c.experiment, 'version', c.version, 'seed', c.seed,
                              'parameters', c.parameters) as cell,
       (select coalesce(json_agg(json_build_object('sweepId', s.id, 'name', s.name, 'lineage', w.lineage,
                 'fingerprint', w.fingerprint, 'networksWanted', w.networks) order by s.created_at, s.id), '[]')
          from store.sweep_cells w join store.sweeps s on s.id = w.sweep_id where w.cell_id = c.id) as sweeps,
       (select coalesce(json_agg(json_build_object('lineage', l.lineage, 'fingerprint', l.fingerprint, 'shards', l.shards,
                 'networksStored', l.networks, 'estimates',
                 (select count(*) from store.estimate_sets t join store.estimates e on e.set_id = t.id
                   where t.cell_id = c.id and t.lineage = l.lineage)) order by l.lineage), '[]')
          from (select lineage, min(fingerprint) as fingerprint, count(*) as shards, sum(networks) as networks
                  from store.stored_blocks where cell_id = c.id group by lineage) as l) as lineages
     from store.cells c where c.id = $1`,
    [only.id],
  );
  if (row === undefined) throw new StoreError('CELL_UNKNOWN', `cell ${only.id} is not stored.`);
  return row;
}
