import type { Cell, ShardKey } from '@widthwise/plan';
import type { ProbeSelection } from '@widthwise/probes';
import { query, type Store } from '../client.ts';
import { StoreError } from '../errors.ts';

/** All that computing a stored shard again needs, and who stored it. */
export interface StoredShard {
  readonly shard: ShardKey;
  readonly cell: Cell;
  /** As observed, by name. */
  readonly probes: readonly ProbeSelection[];
  readonly fingerprint: string;
  readonly contentHash: string;
  readonly worker: string;
  readonly storedAt: Date;
}

const MATCHES_SHOWN = 5;

/** As messages name shards: the beginning of a cell's id, first network and number of networks. */
const LABEL = /^([0-9a-f]{4,64})\/(\d{1,10})\+(\d{1,10})$/;

/**
 * The ids of the stored shards that a text names: by the beginning of their id, or as messages do, `cell/first+networks`.
 * One cell and block can be stored under several lineages.
 *
 * @throws StoreError SHARD_UNKNOWN if none is named, or the beginning is that of several ids.
 */
export async function findShards(store: Store, text: string): Promise<readonly string[]> {
  const label = LABEL.exec(text);
  const rows =
    label === null
      ? await query<{ id: string }>(
          store,
          `select id from store.shards where starts_with(id, $1) order by id limit ${MATCHES_SHOWN + 1}`,
          [text],
        )
      : await query<{ id: string }>(
          store,
          `select id from store.shards
            where starts_with(cell_id, $1) and first = $2::int8 and networks = $3::int8 order by id`,
          label.slice(1),
        );
  if (rows.length === 0)
    throw new StoreError(
      'SHARD_UNKNOWN',
      `no stored shard is called, or has an id beginning with, "${text}".`,
    );
  if (label === null && rows.length > 1) {
    const shown = rows.slice(0, MATCHES_SHOWN).map(({ id }) => id.slice(0, text.length + 8));
    throw new StoreError(
      'SHARD_UNKNOWN',
      `"${text}" begins several shard ids: ${shown.join(', ')}${rows.length > MATCHES_SHOWN ? ', …' : ''}. Give more of it.`,
    );
  }
  return rows.map(({ id }) => id);
}

/** The ids of the shards stored of a sweep's cells, in order of id; empty if the sweep is unknown. */
export async function sweepShards(store: Store, sweepId: string): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    store,
    `select h.id from store.sweep_cells w join store.shards h on h.cell_id = w.cell_id and h.lineage = w.lineage
      where w.sweep_id = $1 order by h.id`,
    [sweepId],
  );
  return rows.map(({ id }) => id);
}

/** @throws StoreError SHARD_UNKNOWN. */
export async function loadShard(store: Store, id: string): Promise<StoredShard> {
  const [row] = await query<StoredShard>(
    store,
    `select json_build_object('id', h.id, 'cellId', h.cell_id, 'lineage', h.lineage, 'first', h.first,
                              'networks', h.networks) as shard,
            json_build_object('id', c.id, 'experiment', c.experiment, 'version', c.version, 'seed', c.seed,
                              'parameters', c.parameters) as cell,
            (select coalesce(json_agg(json_build_object('name', p.probe, 'version', p.version, 'options', p.options)
                                      order by p.probe collate "C"), '[]')
               from store.shard_statistics p where p.shard_id = h.id) as probes,
            h.fingerprint, h.content_hash as "contentHash", h.worker, h.stored_at as "storedAt"
       from store.shards h join store.cells c on c.id = h.cell_id
      where h.id = $1`,
    [id],
  );
  if (row === undefined) throw new StoreError('SHARD_UNKNOWN', `no shard ${id} is stored.`);
  return row;
}
