import { describe, expect, it } from 'vitest';
import { stabilityOf } from './stability.ts';

const constant = (slope: number): Float64Array => new Float64Array(8).fill(slope);

describe('stabilityOf', () => {
  it('is σ² times the mean squared slope for i.i.d. and orthogonal weights', () => {
    const slopes = Float64Array.of(1, 0.5, 0, -0.5);
    expect(stabilityOf('iid', 0.8, slopes)).toBeCloseTo(0.64 * 0.375, 15);
    expect(stabilityOf('orthogonal', 0.8, slopes)).toBe(stabilityOf('iid', 0.8, slopes));
  });

  it('is s χ² with the semicircle resolvent χ = (1 − √(1 − 4s))/2s for symmetric weights and a linear φ', () => {
    for (const sigma of [0.05, 0.3, 0.45, 0.499]) {
      const s = sigma * sigma;
      const chi = (1 - Math.sqrt(1 - 4 * s)) / (2 * s);
      expect(Math.abs(stabilityOf('goe', sigma, constant(1)) / (s * chi * chi) - 1)).toBeLessThan(1e-9);
    }
  });

  it('depends on σ φ′ alone', () => {
    expect(stabilityOf('goe', 0.9, constant(0.5))).toBeCloseTo(stabilityOf('goe', 0.45, constant(1)), 12);
  });

  it('is 1 for symmetric weights beyond the threshold, which it meets with a vertical tangent', () => {
    for (const sigma of [0.501, 0.7, 5]) expect(stabilityOf('goe', sigma, constant(1))).toBe(1);
    expect(stabilityOf('goe', 0.5, constant(1))).toBeCloseTo(1, 7);
  });

  it('is 0 where nothing responds', () => {
    for (const family of ['iid', 'orthogonal', 'goe'] as const)
      expect(stabilityOf(family, 0.4, constant(0))).toBe(0);
  });
});
