import { cellColumns, fromCells, selectCell, sweepIdColumn } from './estimate-view.ts';
import type { View } from './view.ts';

export const shardLog: View = {
  name: 'shard_log',
  comment:
    'Every stored shard of a sweep: which networks, where computed, how long it took, and the hash of its content.',
  columns: [
    ...cellColumns,
    ['shard', 'Shard id: SHA-256 (hex) of cell, lineage, first network and count. Table shards.'],
    [
      'lineage',
      'SHA-256 (hex) of probes, numerics version and fingerprint: shards of one lineage may be merged.',
    ],
    ['first_network', 'First network of the block, zero-based.'],
    ['networks', 'Number of networks of the block, a power of two.'],
    ['fingerprint', 'Backend, variant, library version and device class that computed it.'],
    ['content_hash', 'SHA-256 (hex) of key, statistics and failures; no times, no worker.'],
    ['worker', 'Worker that computed it.'],
    ['attempts', 'Attempts it took, the successful one included.'],
    ['wall_seconds', 'Computing time, in seconds.'],
    ['queue_seconds', 'Time between scheduling and start, in seconds.'],
    ['stored_at', 'When it was stored.'],
    sweepIdColumn,
  ],
  select: `select ${selectCell},
  h.id::text as shard, h.lineage::text as lineage, h.first as first_network, h.networks, h.fingerprint,
  h.content_hash::text as content_hash, h.worker, h.attempts, h.wall_seconds, h.queue_seconds, h.stored_at,
  s.id::text as sweep_id
from ${fromCells}
  join store.shards h on h.cell_id = w.cell_id and h.lineage = w.lineage`,
};
