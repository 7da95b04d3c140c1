import type { Page, ShardAssignment } from './contract.ts';
import { PAYLOAD_LIMIT_BYTES } from './contract.ts';

/** A page's shards, written out. */
export function assignments(sweepId: string, page: Page): readonly ShardAssignment[] {
  return page.shards.map(([cell, first, networks]) => {
    const [cellId, variantIndex, secondsPerNetwork] = at(page.cells, cell);
    const variant = at(page.variants, variantIndex);
    return {
      sweepId,
      cellId,
      lineage: variant.lineage,
      first,
      networks,
      deviceClass: variant.deviceClass,
      seconds: secondsPerNetwork * networks,
    };
  });
}

/** What `packPage` packs: shards in the order in which they are to run. */
export type MissingShard = Omit<ShardAssignment, 'sweepId' | 'seconds'> & {
  readonly secondsPerNetwork: number;
};

/** Packs as many of the shards, from the front, as stay under the payload limit. */
export function packPage(shards: readonly MissingShard[], counts: { missing: number; stored: number }): Page {
  const variants: { lineage: string; deviceClass: string }[] = [];
  const cells: [string, number, number][] = [];
  const packed: [number, number, number][] = [];
  const variantIndex = new Map<string, number>();
  const cellIndex = new Map<string, number>();
  // Room for the counts and the page's own punctuation.
  let bytes = 128;
  for (const shard of shards) {
    const variantKey = `${shard.lineage} ${shard.deviceClass}`;
    const variant = variantIndex.get(variantKey) ?? variants.length;
    const cellKey = `${shard.cellId} ${variantKey}`;
    const cell = cellIndex.get(cellKey) ?? cells.length;
    const newVariant = { lineage: shard.lineage, deviceClass: shard.deviceClass };
    // Three digits are enough for timeouts, and short.
    const newCell: [string, number, number] = [
      shard.cellId,
      variant,
      Number(shard.secondsPerNetwork.toPrecision(3)),
    ];
    const newShard: [number, number, number] = [cell, shard.first, shard.networks];
    bytes += JSON.stringify(newShard).length + 1;
    if (variant === variants.length) bytes += JSON.stringify(newVariant).length + 1;
    if (cell === cells.length) bytes += JSON.stringify(newCell).length + 1;
    if (bytes > PAYLOAD_LIMIT_BYTES) break;
    if (variant === variants.length) variants.push(newVariant);
    if (cell === cells.length) cells.push(newCell);
    variantIndex.set(variantKey, variant);
    cellIndex.set(cellKey, cell);
    packed.push(newShard);
  }
  return { variants, cells, shards: packed, ...counts };
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`page: index ${index} of ${items.length}`);
  return item;
}
