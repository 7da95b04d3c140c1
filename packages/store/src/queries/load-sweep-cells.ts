import type { PlannedCell } from '@widthwise/plan';
import type { ProbeSelection } from '@widthwise/probes';
import { query, type Store } from '../client.ts';
import { StoreError } from '../errors.ts';
import type { SweepState } from './sweep-state.ts';

const SELECT = `select json_build_object('id', c.id, 'experiment', c.experiment, 'version', c.version, 'seed', c.seed,
                                         'parameters', c.parameters) as cell,
    w.networks, w.shard_networks as "shardNetworks", w.device_class as "deviceClass", w.fingerprint, w.lineage,
    w.seconds_per_network as "secondsPerNetwork", w.memory_bytes::float8 as "memoryBytes", w.axes`;

/** The cells of a sweep in plan order; empty if the sweep is unknown. */
export async function loadSweepCells(store: Store, sweepId: string): Promise<readonly PlannedCell[]> {
  return query<PlannedCell>(
    store,
    `${SELECT} from store.sweep_cells w join store.cells c on c.id = w.cell_id where w.sweep_id = $1 order by w.ordinal`,
    [sweepId],
  );
}

/** All that a worker needs to run or merge a cell of a sweep. */
export interface SweepCell extends PlannedCell {
  readonly probes: readonly ProbeSelection[];
  readonly sweepState: SweepState;
}

/** @throws StoreError CELL_UNKNOWN. */
export async function loadCell(
  store: Store,
  key: { readonly sweepId: string; readonly cellId: string },
): Promise<SweepCell> {
  const [row] = await query<SweepCell>(
    store,
    `${SELECT}, s.probes, s.state as "sweepState"
       from store.sweep_cells w join store.cells c on c.id = w.cell_id join store.sweeps s on s.id = w.sweep_id
      where w.sweep_id = $1 and w.cell_id = $2`,
    [key.sweepId, key.cellId],
  );
  if (row === undefined) {
    throw new StoreError(
      'CELL_UNKNOWN',
      `sweep ${key.sweepId} has no cell ${key.cellId}. Create the sweep first.`,
    );
  }
  return row;
}
