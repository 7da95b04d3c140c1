import { describe, expect, it } from 'vitest';
import { collapse } from './collapse.ts';

/** Draws of N(0, 1) by inverting nothing: sums of twelve uniforms of a small generator with a seed. */
function normals(count: number, seed: number): number[] {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => Array.from({ length: 12 }, uniform).reduce((a, b) => a + b, -6));
}

describe('collapse', () => {
  it('weighs values by their inverse squared errors', () => {
    const found = collapse([
      { value: 1, standardError: 1 },
      { value: 4, standardError: 0.5 },
    ]);
    expect(found?.value).toBeCloseTo(3.4, 14);
    expect(found?.standardError).toBeCloseTo(Math.sqrt(0.2), 14);
    expect(found?.chiSquare).toBeCloseTo(2.4 ** 2 + 1.2 ** 2, 13);
    expect(found?.degreesOfFreedom).toBe(1);
  });

  it('needs two points with errors', () => {
    expect(collapse([{ value: 1, standardError: 1 }])).toBeUndefined();
    expect(() =>
      collapse([
        { value: 1, standardError: 0 },
        { value: 1, standardError: 1 },
      ]),
    ).toThrow(RangeError);
  });

  it('rejects 5 % of common values at 5 %, and values that drift far more often', () => {
    const errors = [0.1, 0.2, 0.05, 0.3];
    const rejections = (drift: number): number => {
      let rejected = 0;
      for (let trial = 0; trial < 4_000; trial++) {
        const points = normals(errors.length, 97 * trial + 1).map((z, i) => ({
          value: 2 + drift * i + errors[i]! * z,
          standardError: errors[i]!,
        }));
        if ((collapse(points)?.pValue ?? 1) < 0.05) rejected += 1;
      }
      return rejected / 4_000;
    };
    // Binomial: 4 standard errors are 0.0138.
    expect(Math.abs(rejections(0) - 0.05)).toBeLessThan(0.0138);
    expect(rejections(0.1)).toBeGreaterThan(0.3);
  });
});
