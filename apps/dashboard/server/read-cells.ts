import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { exportView, type Store } from '@widthwise/store';
import type { CellSummary } from '../shapes/summary.ts';

/** A row of view shard_log, as far as it is about the cell. */
interface ShardRow {
  readonly cell: string;
  readonly activation: string;
  readonly width: number;
  readonly depth: number;
  readonly sigma_w: number;
  readonly sigma_b: number;
}

const byShape = (a: CellSummary, b: CellSummary): number =>
  a.activation.localeCompare(b.activation) || a.width - b.width || a.depth - b.depth || a.sigmaB - b.sigmaB;

/** The cells of a sweep that have stored shards, whatever its probes measure. */
export async function readCells(store: Store, sweepId: string): Promise<readonly CellSummary[]> {
  const output = new PassThrough();
  const cells = new Map<string, CellSummary>();
  const lines = createInterface({ input: output });
  lines.on('line', (line) => {
    const { cell, activation, width, depth, sigma_w, sigma_b }: ShardRow = JSON.parse(line);
    cells.set(cell, { cell, activation, width, depth, sigmaW: sigma_w, sigmaB: sigma_b });
  });
  // What breaks off is told by `exportView`.
  lines.on('error', () => undefined);
  const read = new Promise<void>((resolve) => lines.once('close', resolve));
  await exportView(store, { view: 'shard_log', sweepId, format: 'json', output });
  await read;
  return [...cells.values()].sort(byShape);
}
