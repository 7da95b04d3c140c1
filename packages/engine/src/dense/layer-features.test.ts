import { describe, expect, it } from 'vitest';
import { binCounts, meanSquare, powerSums, secondMoments } from './layer-features.ts';

describe('secondMoments', () => {
  it('is the symmetric matrix of mean products', () => {
    const out = new Float64Array(4);
    secondMoments(Float32Array.of(1, 2, 3, -1, 0, 5), 2, out);
    expect([...out]).toEqual([14 / 3, 14 / 3, 14 / 3, 26 / 3]);
  });

  it('resolves 1 − c below the spacing of float32 products, because it sums in float64', () => {
    const near = 1 + 2 ** -23;
    const out = new Float64Array(4);
    secondMoments(Float32Array.of(1, 1, 1, near), 2, out);
    // (1/N) Σ (z_a − z_b)² = G_aa + G_bb − 2 G_ab, to the rounding of three float64 sums.
    const distance = (out[0] ?? 0) + (out[3] ?? 0) - 2 * (out[1] ?? 0);
    expect(Math.abs(distance - 2 ** -47)).toBeLessThan(4 * 2 ** -52);
  });
});

describe('powerSums', () => {
  it('gives the first four raw moments', () => {
    const out = new Float64Array(4);
    powerSums(Float32Array.of(-1, 2, 3), out);
    expect([...out]).toEqual([4 / 3, 14 / 3, 34 / 3, 98 / 3]);
  });
});

describe('meanSquare', () => {
  it('sums in float64', () => {
    expect(meanSquare(Float32Array.of(1, 1 + 2 ** -23))).toBe(1 + 2 ** -23 + 2 ** -47);
  });
});

describe('binCounts', () => {
  it('puts a value at an edge into the bin above, and counts every value once', () => {
    const out = new Int32Array(4).fill(9);
    binCounts(Float32Array.of(-4, -2, -1, 0, 1.9, 2, 100, -100), 2, Float64Array.of(-1, 0, 1), out);
    expect([...out]).toEqual([2, 2, 2, 2]);
  });

  it('has one bin when there are no edges', () => {
    const out = new Int32Array(1);
    binCounts(Float32Array.of(1, 2, 3), 1, new Float64Array(0), out);
    expect([...out]).toEqual([3]);
  });
});
