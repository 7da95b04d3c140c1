import { cellColumns, fromCells, selectCell, sweepIdColumn } from './estimate-view.ts';
import type { View } from './view.ts';

export const failureLog: View = {
  name: 'failure_log',
  comment:
    'Networks that left the floating-point range, shards that could not be computed, and shards that came out differently twice.',
  columns: [
    ...cellColumns,
    ['shard', 'Shard id. Table failures.'],
    ['network', 'Network, zero-based. NULL for the failure of a whole shard.'],
    ['layer', 'First layer that is not finite, one-based. NULL for the failure of a whole shard.'],
    ['code', 'Error code, such as NUMERICAL_NONFINITE or DETERMINISM_VIOLATION.'],
    ['message', 'What happened, in one sentence.'],
    ['detail', 'Further facts, such as exit code, signal or both hashes.'],
    ['worker', 'Worker that reported it last.'],
    ['attempts', 'How often it was reported.'],
    ['failed_at', 'When it was reported last.'],
    sweepIdColumn,
  ],
  select: `select ${selectCell},
  f.shard_id::text as shard, f.network, f.layer, f.code, f.message, f.detail, f.worker, f.attempts, f.failed_at,
  s.id::text as sweep_id
from ${fromCells}
  join store.failures f on f.cell_id = w.cell_id and f.lineage = w.lineage`,
};
