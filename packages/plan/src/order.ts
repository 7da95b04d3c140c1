/**
 * The order 0 … count − 1 in which every beginning is spread over the whole: the van der Corput sequence in base 2
 * (bit reversal), so that the first 2^k cells visited lie evenly on the grid.
 */
export function spreadOrder(count: number): number[] {
  const bits = Math.max(0, Math.ceil(Math.log2(Math.max(1, count))));
  const order: number[] = [];
  for (let i = 0; i < 2 ** bits; i++) {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit++) if (i & (1 << bit)) reversed |= 1 << (bits - 1 - bit);
    if (reversed < count) order.push(reversed);
  }
  return order;
}

/**
 * Shards of many cells in the order in which to run them, so that the picture sharpens everywhere first: the first
 * missing shard of every cell, then the second of every cell, …; within a round the cells in spread order.
 */
export function interleave<T>(cells: readonly (readonly T[])[]): T[] {
  const order = spreadOrder(cells.length);
  const rounds = cells.reduce((longest, shards) => Math.max(longest, shards.length), 0);
  const result: T[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const cell of order) {
      const shard = cells[cell]?.[round];
      if (shard !== undefined) result.push(shard);
    }
  }
  return result;
}
