import { setImmediate } from 'node:timers/promises';
import { mergeShards, ProbeVersionError } from '@widthwise/engine';
import { type Prediction, resolveExperiment } from '@widthwise/experiments';
import type { MnistLoader } from '@widthwise/network';
import type { ProbeSelection } from '@widthwise/probes';
import { streamKey } from '@widthwise/random';
import {
  cellsToMerge,
  loadCell,
  loadShardStatistics,
  type Store,
  type SweepCell,
  saveEstimates,
} from '@widthwise/store';
import type { SweepActivities } from '@widthwise/workflows';
import type { Log } from '../log.ts';
import { withHeartbeat } from './heartbeat.ts';

/** Predictions kept between merges of the same cell. */
const CACHED_CELLS = 200;

/** Predictions depend on the cell and its probes alone, so they are computed once however often the cell is merged. */
class PredictionCache {
  readonly #byCell = new Map<string, readonly Prediction[]>();
  readonly #mnist: MnistLoader;

  constructor(mnist: MnistLoader) {
    this.#mnist = mnist;
  }

  of({ cell, lineage, probes }: SweepCell): readonly Prediction[] {
    const key = `${cell.id} ${lineage}`;
    const known = this.#byCell.get(key);
    if (known !== undefined) return known;
    const experiment = resolveExperiment(cell.experiment);
    const inputs = experiment.inputs(cell.parameters, streamKey(cell.id), this.#mnist);
    const predictions = experiment.predict(cell.parameters, inputs, probes);
    const [oldest] = this.#byCell.keys();
    if (this.#byCell.size >= CACHED_CELLS && oldest !== undefined) this.#byCell.delete(oldest);
    this.#byCell.set(key, predictions);
    return predictions;
  }
}

export function mergeCells(store: Store, mnist: MnistLoader, log: Log): SweepActivities['mergeCells'] {
  const predictions = new PredictionCache(mnist);
  return async ({ sweepId }) => {
    const startedAt = Date.now();
    let merged = 0;
    await withHeartbeat(
      () => merged,
      async () => {
        for (const { cellId } of await cellsToMerge(store, sweepId)) {
          const planned = await loadCell(store, { sweepId, cellId });
          for (const probe of planned.probes)
            await mergeProbe(store, planned, probe, predictions.of(planned));
          merged += 1;
          // Heartbeats and the other activities of this process come first.
          await setImmediate();
        }
      },
    );
    log('merge', { sweep: sweepId, cells: merged, seconds: (Date.now() - startedAt) / 1000 });
    return { cells: merged };
  };
}

async function mergeProbe(
  store: Store,
  { cell, lineage }: SweepCell,
  selection: ProbeSelection,
  predictions: readonly Prediction[],
): Promise<void> {
  const blocks = await loadShardStatistics(store, { cellId: cell.id, lineage, probe: selection.name });
  for (const { version, first } of blocks) {
    if (version === selection.version) continue;
    throw new ProbeVersionError(
      `shard ${cell.id.slice(0, 16)}/${first} holds ${selection.name} v${version}, the sweep asks for v${selection.version}. Run the shard again.`,
    );
  }
  const shape = resolveExperiment(cell.experiment).shape(cell.parameters);
  const { estimates, histograms } = mergeShards(selection, shape, blocks).result;
  const networks = blocks.reduce((sum, block) => sum + block.networks, 0);
  // A merge of more networks may have been saved meanwhile; then this one is out of date, and not needed.
  await saveEstimates(store, {
    cellId: cell.id,
    lineage,
    probe: selection,
    networks,
    estimates,
    histograms,
    predictions,
  });
}
