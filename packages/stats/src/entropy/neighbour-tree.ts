import { countOf, type Norm, type PointSet } from './points.ts';

/** Points of a leaf are looked at one by one. */
const LEAF_POINTS = 12;

/**
 * A k-d tree: points in the order of a tree that halves them, at each node across the coordinate in which they spread most. Node i
 * has children 2i + 1 and 2i + 2.
 */
export class NeighbourTree {
  readonly #dimension: number;
  readonly #count: number;
  readonly #levels: number;
  /** Original index of the point at each place, and the points themselves in that order. */
  readonly #order: Int32Array;
  readonly #values: Float64Array;
  readonly #axes: Uint8Array;
  readonly #splits: Float64Array;
  // The search under way: its point, the squared distances (or distances) of its nearest so far, and what it skips.
  readonly #offsets: Float64Array;
  #query: Float64Array = new Float64Array(0);
  #at = 0;
  #self = -1;
  #nearest: Float64Array = new Float64Array(0);
  #isEuclidean = true;

  constructor(points: PointSet) {
    this.#dimension = points.dimension;
    this.#count = countOf(points);
    this.#levels = Math.max(0, Math.ceil(Math.log2(this.#count / LEAF_POINTS)));
    const nodes = 2 ** this.#levels - 1;
    this.#order = Int32Array.from({ length: this.#count }, (_, i) => i);
    this.#axes = new Uint8Array(nodes);
    this.#splits = new Float64Array(nodes);
    this.#offsets = new Float64Array(points.dimension);
    this.#divide(points.values, 0, 0, this.#count);
    this.#values = new Float64Array(points.values.length);
    const d = this.#dimension;
    for (const [place, i] of this.#order.entries())
      this.#values.set(points.values.subarray(i * d, (i + 1) * d), place * d);
  }

  /**
   * Distance of a point to its k-th nearest in the tree.
   *
   * @param query - set that holds the point, of the tree's dimension.
   * @param index - of the point.
   * @param self - index within the tree of the point that is left out; −1 for none.
   */
  distance(
    query: PointSet,
    index: number,
    options: { readonly k: number; readonly norm: Norm; readonly self: number },
  ): number {
    const { k, norm, self } = options;
    if (this.#nearest.length !== k) this.#nearest = new Float64Array(k);
    this.#nearest.fill(Number.POSITIVE_INFINITY);
    this.#offsets.fill(0);
    this.#query = query.values;
    this.#at = index * this.#dimension;
    this.#self = self;
    this.#isEuclidean = norm === 'euclidean';
    this.#search(0, 0, 0, this.#count, 0);
    const reach = this.#nearest[k - 1]!;
    return this.#isEuclidean ? Math.sqrt(reach) : reach;
  }

  #divide(values: Float64Array, node: number, from: number, to: number): void {
    if (node >= this.#axes.length) return;
    const axis = this.#widestAxis(values, from, to);
    const middle = (from + to) >> 1;
    const d = this.#dimension;
    halve(this.#order, values, { stride: d, axis, from, to });
    this.#axes[node] = axis;
    this.#splits[node] = values[this.#order[middle]! * d + axis]!;
    this.#divide(values, 2 * node + 1, from, middle);
    this.#divide(values, 2 * node + 2, middle, to);
  }

  #widestAxis(values: Float64Array, from: number, to: number): number {
    let [widest, axis] = [-1, 0];
    for (let c = 0; c < this.#dimension; c++) {
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let place = from; place < to; place++) {
        const value = values[this.#order[place]! * this.#dimension + c]!;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      if (high - low > widest) [widest, axis] = [high - low, c];
    }
    return axis;
  }

  /** @param bound - least (squared) distance that a point of the node's box can have. */
  #search(node: number, level: number, from: number, to: number, bound: number): void {
    if (level === this.#levels) {
      this.#scan(from, to);
      return;
    }
    const axis = this.#axes[node]!;
    const middle = (from + to) >> 1;
    const offset = this.#query[this.#at + axis]! - this.#splits[node]!;
    const isRight = offset >= 0;
    if (isRight) this.#search(2 * node + 2, level + 1, middle, to, bound);
    else this.#search(2 * node + 1, level + 1, from, middle, bound);
    const before = this.#offsets[axis]!;
    const far = this.#isEuclidean
      ? bound - before * before + offset * offset
      : Math.max(bound, Math.abs(offset));
    // A margin, since sums in another order round otherwise: what lies within it is looked at.
    if (far * (1 - 1e-12) > this.#nearest[this.#nearest.length - 1]!) return;
    this.#offsets[axis] = offset;
    if (isRight) this.#search(2 * node + 1, level + 1, from, middle, far);
    else this.#search(2 * node + 2, level + 1, middle, to, far);
    this.#offsets[axis] = before;
  }

  #scan(from: number, to: number): void {
    const [nearest, order, self] = [this.#nearest, this.#order, this.#self];
    const last = nearest.length - 1;
    for (let place = from; place < to; place++) {
      const distance = this.#isEuclidean ? this.#square(place) : this.#largest(place);
      if (distance >= nearest[last]! || order[place] === self) continue;
      let slot = last;
      for (; slot > 0 && nearest[slot - 1]! > distance; slot--) nearest[slot] = nearest[slot - 1]!;
      nearest[slot] = distance;
    }
  }

  #square(place: number): number {
    const [values, query, d, start] = [this.#values, this.#query, this.#dimension, this.#at];
    let sum = 0;
    for (let c = 0, at = place * d; c < d; c++, at++) {
      const difference = query[start + c]! - values[at]!;
      sum += difference * difference;
    }
    return sum;
  }

  #largest(place: number): number {
    const [values, query, d, start] = [this.#values, this.#query, this.#dimension, this.#at];
    let largest = 0;
    for (let c = 0, at = place * d; c < d; c++, at++) {
      const difference = Math.abs(query[start + c]! - values[at]!);
      if (difference > largest) largest = difference;
    }
    return largest;
  }
}

/** Reorders indices from … to − 1 so that the first half has no larger coordinate than the second (Hoare's selection). */
function halve(
  order: Int32Array,
  values: Float64Array,
  { stride, axis, from, to }: { stride: number; axis: number; from: number; to: number },
): void {
  const middle = (from + to) >> 1;
  let [low, high] = [from, to - 1];
  while (low < high) {
    const pivot = values[order[(low + high) >> 1]! * stride + axis]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[order[i]! * stride + axis]! < pivot) i++;
      while (values[order[j]! * stride + axis]! > pivot) j--;
      if (i > j) break;
      const index = order[i]!;
      order[i++] = order[j]!;
      order[j--] = index;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}
