/** Twenty numbers near N(0,1). */
export const A = Float64Array.of(
  ...[0.49, -1.31, 0.07, 1.83, -0.52, 0.26, -0.88, 2.71, -0.15, 0.94],
  ...[-1.97, 0.38, 1.12, -0.43, -0.06, 0.71, -1.06, 0.19, 1.48, -0.67],
);

/** Light tails: a uniform lattice of 100 points, permuted. */
export const B = Float64Array.from({ length: 100 }, (_, i) => ((37 * (i + 1)) % 101) / 101 - 0.5);

/** Heavy tails: 100 points. */
export const D = Float64Array.from({ length: 100 }, (_, i) => {
  const u = (2 * ((37 * (i + 1)) % 101)) / 101 - 1;
  return u / (1 - u * u);
});

/** Twelve points in three dimensions, row by row. */
export const M = Float64Array.of(
  ...[0.49, -0.31, 0.17, -1.22, 0.63, -0.4, 0.08, 1.51, 0.92, 1.76, 0.22, -1.13],
  ...[-0.57, -1.84, 0.35, 0.31, 0.05, 2.04, -0.93, 0.77, -0.68, 2.12, -1.02, 0.51],
  ...[-0.14, 0.41, -1.57, 0.66, -0.59, 1.23, -1.48, 1.13, 0.09, 0.25, -0.72, -0.26],
);

/** Normals by Box–Muller from the multiplicative generator s ← 48271 s mod (2³¹ − 1). */
export function lehmerNormals(count: number, seed: number): Float64Array {
  let state = seed;
  const uniform = () => {
    state = (48271 * state) % 2147483647;
    return state / 2147483647;
  };
  const values = new Float64Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    values[i] = radius * Math.cos(angle);
    if (i + 1 < count) values[i + 1] = radius * Math.sin(angle);
  }
  return values;
}

/** A hundred standard normal points of the plane, row by row. */
export const X1 = lehmerNormals(200, 12345);

/** A hundred and fifty points of the plane from N((0.2, 0), diag(1.3², 0.8²)), row by row. */
export const Y1 = lehmerNormals(300, 54321).map((z, i) => (i % 2 === 0 ? 1.3 * z + 0.2 : 0.8 * z));

/** Two hundred pairs of standard normals of correlation 0.8: x, then y. */
export const PAIRS = (() => {
  const g = lehmerNormals(400, 777);
  const x = g.filter((_, i) => i % 2 === 0);
  return { x, y: x.map((value, i) => 0.8 * value + 0.6 * (g[2 * i + 1] ?? 0)) };
})();

/** Central sums of a sample, by two passes. */
export function centralSums(sample: Float64Array) {
  const networks = sample.length;
  let mean = 0;
  for (const x of sample) mean += x / networks;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (const x of sample) {
    const d = x - mean;
    m2 += d * d;
    m3 += d * d * d;
    m4 += d * d * d * d;
  }
  return { networks, mean, m2, m3, m4 };
}

/** |value/reference − 1|; infinite for a missing value. */
export function relativeError(value: number | undefined, reference: number): number {
  return value === undefined ? Number.POSITIVE_INFINITY : Math.abs(value / reference - 1);
}
