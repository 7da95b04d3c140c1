/**
 * A uniform grid finer than the bins, so that a value's bin follows from its grid cell and one comparison: the edges below
 * the cell, and one more if the value has reached the only edge that may lie in it.
 */
export interface PitGrid {
  readonly bins: number;
  /** Centres of the first and the last cell; both lie beyond the edges. */
  readonly lowest: number;
  readonly highest: number;
  /** Its sum with u has as last bits the number of the cell nearest to u. */
  readonly large: number;
  /** The edge in each cell, NaN if none. */
  readonly edges: Float64Array;
  /** Edges below each cell. */
  readonly below: Int32Array;
}

const MOST_CELLS = 2 ** 20;
const words = new DataView(new ArrayBuffer(8));

/** Number of the grid cell of u: rounding to the grid by adding a large number, as the kernel does. */
export function cellOf(u: number, grid: Pick<PitGrid, 'lowest' | 'highest' | 'large'>): number {
  words.setFloat64(0, Math.min(Math.max(u, grid.lowest), grid.highest) + grid.large);
  return words.getInt32(4);
}

/**
 * Grid for given inner bin edges.
 *
 * @param inner - inner edges, strictly ascending and finite, at least one; bin i holds edge[i − 1] ≤ u < edge[i].
 * @throws RangeError if they are not, or so close to each other that the grid would exceed 2²⁰ cells.
 */
export function pitGrid(inner: Float64Array): PitGrid {
  let gap = 1;
  for (const [i, edge] of inner.entries()) {
    if (!Number.isFinite(edge)) throw new RangeError(`pitEdges[${i}] must be finite, got ${edge}`);
    if (i > 0) gap = Math.min(gap, edge - inner[i - 1]!);
  }
  if (!(gap > 0)) throw new RangeError('pitEdges must ascend strictly');
  const bits = Math.ceil(-Math.log2(gap)) + 1;
  const cell = 2 ** -bits;
  const first = inner[0];
  const last = inner[inner.length - 1];
  if (first === undefined || last === undefined) throw new RangeError('pitEdges must hold at least one edge');
  const lowest = (Math.floor(first / cell) - 1) * cell;
  const highest = (Math.ceil(last / cell) + 1) * cell;
  const count = Math.round((highest - lowest) / cell) + 1;
  if (count > MOST_CELLS) throw new RangeError(`pitEdges lie too close: ${gap} apart over ${last - first}`);
  const grid = { lowest, highest, large: 1.5 * 2 ** (52 - bits) - lowest };
  const edges = new Float64Array(count).fill(Number.NaN);
  const below = new Int32Array(count);
  for (const edge of inner) {
    edges[cellOf(edge, grid)] = edge;
    below[cellOf(edge, grid)] = 1;
  }
  let passed = 0;
  for (let i = 0; i < count; i++) {
    passed += below[i]!;
    below[i] = passed - below[i]!;
  }
  return { bins: inner.length + 1, ...grid, edges, below };
}
