import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { normalCdf } from './normal-cdf.ts';
import { normalQuantile } from './normal-quantile.ts';

// Reference values: mpmath 1.4.1 at 50 digits, at exactly these doubles, rounded to double.
const QUANTILES = [
  [1e-300, -37.0470962993612],
  [3.9068433682803215e-178, -28.433419772157276],
  [1e-50, -14.933337534788489],
  [1e-20, -9.262340089798407],
  [1e-12, -7.034483825301132],
  [1e-11, -6.706023155495136],
  [1e-5, -4.264890793922825],
  [0.001, -3.0902323061678136],
  [0.02, -2.053748910631823],
  [0.0749, -1.4402382675279637],
  [0.0751, -1.43882539275254],
  [0.2, -0.8416212335729142],
  [0.3, -0.5244005127080408],
  [0.4999, -0.00025066283008800747],
] as const;

function largestRelativeError(
  table: readonly (readonly [number, number])[],
  f: (x: number) => number,
): number {
  return Math.max(...table.map(([x, reference]) => Math.abs(f(x) / reference - 1)));
}

describe('normalQuantile', () => {
  it('agrees with 50-digit values within its stated error', async ({ annotate }) => {
    const worst = largestError();
    expect(worst.of(largestRelativeError(QUANTILES, normalQuantile))).toBeLessThan(8e-16);
    await annotate(
      `normal quantile | mpmath, 50 digits | 1e-300 ≤ p < 0.5 | ${worst} relative | Wichura 1988, AS 241`,
      'accuracy',
    );
  });

  it('is antisymmetric about one half and undoes the distribution function', () => {
    expect(normalQuantile(0.5)).toBe(0);
    for (const p of [1 / 64, 1 / 8, 3 / 8]) {
      expect(normalQuantile(1 - p)).toBe(-normalQuantile(p));
      expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 14);
    }
  });

  it('refuses probabilities outside (0, 1)', () => {
    for (const p of [0, 1, -0.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});
