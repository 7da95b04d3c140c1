import { expect, test } from 'vitest';
import { gaussianPair } from './gaussian.ts';
import { normals, purposes } from './stream.ts';

test('a pair agrees with the transform in double precision to float32 rounding', async ({ annotate }) => {
  const pair = new Float64Array(2);
  let worst = 0;
  for (let i = 0; i < 20_000; i++) {
    const radiusWord = Math.imul(i, 0x9e3779b1) >>> 0;
    const angleWord = Math.imul(i, 0x85ebca6b) >>> 0;
    gaussianPair(radiusWord, angleWord, pair, 0);
    const u = (Math.fround(radiusWord >>> 1) + 0.5) / 2 ** 31;
    const r = Math.sqrt(-2 * Math.log(Math.min(u, 1))) * (radiusWord & 1 ? -1 : 1);
    const theta = (Math.PI / 2) * ((angleWord | 0) / 2 ** 31);
    worst = Math.max(
      worst,
      Math.abs(pair[0]! - r * Math.cos(theta)),
      Math.abs(pair[1]! - r * Math.sin(theta)),
    );
  }
  // A few float32 roundings (2⁻²⁴ each) of numbers up to 6.66.
  expect(worst).toBeLessThan(6.66 * 8 * 2 ** -24);
  await annotate(
    `standard normals by Box–Muller | the transform in double precision | 20,000 pairs of words | ${worst.toExponential(1)} absolute | Box & Muller 1958`,
    'accuracy',
  );
});

test('the extreme words give finite normals: none beyond 6.6605', () => {
  const pair = new Float64Array(2);
  const words = [0, 1, 2, 0x7fffffff, 0x80000000, 0x80000001, 0xfffffffe, 0xffffffff];
  for (const radiusWord of words)
    for (const angleWord of words) {
      gaussianPair(radiusWord, angleWord, pair, 0);
      expect(Math.abs(pair[0]!)).toBeLessThan(6.6605);
      expect(Math.abs(pair[1]!)).toBeLessThan(6.6605);
    }
  gaussianPair(0, 0, pair, 0);
  expect(pair[0]).toBeCloseTo(Math.sqrt(64 * Math.LN2), 5);
});

/** z-scores of sample moments of standard normals scaled by `scale`; E z^k and Var z^k of N(0,1). */
function momentScores(scale: number): number[] {
  const count = 400_000;
  const z = new Float64Array(count);
  normals([7, 11], { network: 0, layer: 1, purpose: purposes.gramNormals, column: 0 }, z);
  const sums = [0, 0, 0, 0, 0, 0];
  let lag = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const x = z[i]! * scale;
    const y = z[i ^ 1]! * scale;
    for (let k = 1, power = x; k <= 4; k++, power *= x) sums[k] = sums[k]! + power;
    lag += x * y;
    squares += x * x * y * y;
  }
  const expectation = [0, 0, 1, 0, 3];
  const variance = [0, 1, 2, 15, 96];
  const scores = [1, 2, 3, 4].map(
    (k) => (sums[k]! / count - expectation[k]!) / Math.sqrt(variance[k]! / count),
  );
  // Partners of a pair count twice in these two sums.
  return [...scores, lag / count / Math.sqrt(2 / count), (squares / count - 1) / Math.sqrt(16 / count)];
}

test('moments to the fourth and the correlations within pairs are those of N(0,1): |z| < 4, false alarm 4e-4', async ({
  annotate,
}) => {
  const worst = Math.max(...momentScores(1).map(Math.abs));
  expect(worst).toBeLessThan(4);
  await annotate(
    `moments to the fourth and correlations of standard normals | those of N(0,1) | 400,000 normals | ${worst.toFixed(1)} SE | exact moments`,
    'accuracy',
  );
});

test('the same test rejects normals whose scale is off by 1 %', () => {
  expect(Math.max(...momentScores(1.01).map(Math.abs))).toBeGreaterThan(4);
});
