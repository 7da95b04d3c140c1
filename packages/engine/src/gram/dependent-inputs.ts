/**
 * What a factor in the order of the inputs may leave out, entries relative to √(K_ii K_jj), before it is made anew. Twice as many inputs in general position as
 * neurons leave out some 1e-10, smooth dependence anything up to all; making it anew takes many times as long.
 */
export const MOST_LEFT_OUT = 2 ** -32;

/** For each column the first that is the same variable up to a sign, and that sign. */
interface Originals {
  readonly of: Int32Array;
  readonly sign: Int8Array;
}

/**
 * Repeated inputs get equal values, opposite ones opposite values: rounding must not set chaotic networks apart. Two inputs are the same
 * if all their covariances are, to eight units of rounding.
 */
function findOriginals(k: Float64Array, stride: number, inputs: number, columns: number): Originals {
  const entry = (i: number, j: number): number => (i >= j ? k[j * stride + i]! : k[i * stride + j]!);
  const agree = (i: number, j: number, sign: number, m: number): boolean =>
    Math.abs(entry(i, m) - sign * entry(j, m)) <= 2 ** -49 * Math.sqrt(entry(i, i)) * Math.sqrt(entry(m, m));
  const of = Int32Array.from({ length: columns }, (_, i) => i);
  const signs = new Int8Array(columns).fill(1);
  for (let i = 1; i < inputs; i++)
    for (let j = 0; j < i && of[i] === i; j++) {
      const sign = entry(i, j) < 0 ? -1 : 1;
      let m = 0;
      while (of[j] === j && m < inputs && agree(i, j, sign, m)) m++;
      if (m < inputs) continue;
      of[i] = j;
      signs[i] = sign;
    }
  return { of, sign: signs };
}

const dot = (x: Float64Array, y: Float64Array, count: number): number => {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += x[k]! * y[k]!;
  return sum;
};

/**
 * Coefficients of every column in the basis of the inputs that complete pivoting picks: rows G with G Gᵀ = K among inputs.
 *
 * @returns the rank r, at which no input has more than B 2⁻⁵² of its variance left.
 */
function pickInputs(
  k: Float64Array,
  stride: number,
  inputs: number,
  rows: Float64Array[],
  { of }: Originals,
): number {
  const entry = (i: number, j: number): number => (i >= j ? k[j * stride + i]! : k[i * stride + j]!);
  const left = rows.map((_, i) => entry(i, i));
  const isPicked = new Uint8Array(rows.length);
  for (let rank = 0; rank < inputs; rank++) {
    let pivot = -1;
    let most = inputs * 2 ** -52;
    for (let i = 0; i < inputs; i++) {
      const share = left[i]! / entry(i, i);
      if (isPicked[i] === 0 && of[i] === i && share > most) {
        pivot = i;
        most = share;
      }
    }
    if (pivot < 0) return rank;
    const root = Math.sqrt(left[pivot]!);
    isPicked[pivot] = 1;
    rows[pivot]![rank] = root;
    for (const [i, row] of rows.entries()) {
      if (isPicked[i] === 1 || of[i] !== i) continue;
      const value = (entry(i, pivot) - dot(row, rows[pivot]!, rank)) / root;
      row[rank] = value;
      left[i]! -= value * value;
    }
  }
  return inputs;
}

/** Columns after the inputs, in their order: what is left of them beyond the inputs' basis goes to places of their own. */
function factorizeRest(k: Float64Array, stride: number, inputs: number, rows: readonly Float64Array[]): void {
  for (let i = inputs; i < rows.length; i++) {
    const row = rows[i]!;
    for (let j = inputs; j <= i; j++) {
      const value = k[j * stride + i]! - dot(row, rows[j]!, j);
      if (j < i) row[j] = rows[j]![j]! > 0 ? value / rows[j]![j]! : 0;
      else row[j] = value > (i + 1) * 2 ** -52 * k[i * stride + i]! ? Math.sqrt(value) : 0;
    }
  }
}

/** Householder reflections from the right that make the inputs' rows lower triangular with a diagonal ≥ 0. */
function triangularize(rows: readonly Float64Array[], rank: number): void {
  for (let i = 0; i < rank; i++) {
    const pivotRow = rows[i]!;
    const length = Math.sqrt(dot(pivotRow.subarray(i), pivotRow.subarray(i), rank - i));
    if (length === 0) continue;
    const mirror = pivotRow.slice(i, rank);
    const sign = mirror[0]! < 0 ? -1 : 1;
    mirror[0]! += sign * length;
    const square = dot(mirror, mirror, rank - i);
    for (const row of rows.slice(i)) {
      const part = row.subarray(i, rank);
      const factor = (2 * dot(part, mirror, rank - i)) / square;
      for (let n = 0; n < rank - i; n++) part[n]! -= factor * mirror[n]!;
      // The reflection takes the pivot row to −sign · length.
      part[0]! *= -sign;
    }
    pivotRow.fill(0, i + 1, rank);
    pivotRow[i] = length;
  }
}

/**
 * Factor of a covariance whose inputs depend on each other smoothly, such as many inputs on a circle: lower triangle in place.
 *
 * In the order of the inputs Cholesky's algorithm then extrapolates from pivots that are rounding noise, and its error grows without bound. Here the
 * largest remaining variance comes first, until none is above rounding, and reflections bring the factor back to a triangle: the same covariance, so the same law.
 * Columns after the inputs never touch them.
 *
 * @param k - lower triangle by columns, replaced by L.
 * @param inputs - number of inputs, the first columns.
 * @param columns - in all.
 *
 * Accuracy: max |L Lᵀ − K|/√(K_ii K_jj) among inputs is below 64 B 2⁻⁵² for B = 200 (a test); between inputs and columns after
 * them √(B 2⁻⁵²) times what those share with variance that was rounding.
 * Source: complete pivoting as in Higham 2002, Accuracy and Stability of Numerical Algorithms, §10.3.
 */
export function factorizeDependent(k: Float64Array, stride: number, inputs: number, columns: number): void {
  const originals = findOriginals(k, stride, inputs, columns);
  const rows = Array.from({ length: columns }, () => new Float64Array(columns));
  const rank = pickInputs(k, stride, inputs, rows, originals);
  factorizeRest(k, stride, inputs, rows);
  triangularize(rows, rank);
  for (let i = 0; i < inputs; i++) {
    const original = originals.of[i]!;
    if (original !== i) rows[i] = rows[original]!.map((value) => value * originals.sign[i]!);
  }
  for (let j = 0; j < columns; j++) for (let i = j; i < columns; i++) k[j * stride + i] = rows[i]![j]!;
}
