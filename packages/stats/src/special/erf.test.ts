import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { erf } from './erf.ts';

// Reference values: mpmath 1.4.1 at 50 digits, at exactly these doubles, rounded to double.
const ERF = [
  [-5.9, -0.9999999999999999],
  [-3.0, -0.9999779095030014],
  [-1.0, -0.8427007929497149],
  [-0.46875, -0.49261347321793797],
  [-0.001, -0.0011283787909692365],
  [1e-10, 1.1283791670955126e-10],
  [0.23055236190952222, 0.25561368384096667],
  [0.84375, 0.7672256612323416],
  [1.25, 0.9229001282564583],
  [2.85, 0.9999443437200386],
  [4.0, 0.9999999845827421],
  [6.0, 1.0],
] as const;

function largestRelativeError(
  table: readonly (readonly [number, number])[],
  f: (x: number) => number,
): number {
  return Math.max(...table.map(([x, reference]) => Math.abs(f(x) / reference - 1)));
}

describe('erf', () => {
  it('agrees with 50-digit values within its stated error', async ({ annotate }) => {
    const worst = largestError();
    expect(worst.of(largestRelativeError(ERF, erf))).toBeLessThan(2.3e-16);
    await annotate(
      `erf(x) | mpmath, 50 digits | −5.9 ≤ x ≤ 6 | ${worst} relative | stdlib, after FreeBSD msun`,
      'accuracy',
    );
  });

  it('is odd and tends to ±1', () => {
    expect(erf(-0.7)).toBe(-erf(0.7));
    expect(erf(40)).toBe(1);
  });
});
