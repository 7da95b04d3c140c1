import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { logGamma } from './log-gamma.ts';

// Reference values: mpmath 1.3.0 at 40 digits, at exactly these doubles, rounded to double.
const LOG_GAMMA = [
  [0.01, 4.599479878042022],
  [0.5, 0.5723649429247001],
  [1.0, 0.0],
  [1.5, -0.12078223763524522],
  [2.0, 0.0],
  [4.0, 1.791759469228055],
  [7.25, 7.0521854507385395],
  [11.999, 17.499865227646104],
  [12.0, 17.502307845873887],
  [20.0, 39.339884187199495],
  [100.0, 359.1342053695754],
  [127.5, 489.1303704306428],
  [5000.5, 37586.884887281056],
  [1000000.0, 12815504.569147611],
] as const;

describe('logGamma', () => {
  it('agrees with 40-digit values within its stated error', async ({ annotate }) => {
    const worst = largestError();
    for (const [x, reference] of LOG_GAMMA) {
      expect(worst.of(Math.abs(logGamma(x) - reference) / Math.max(1, Math.abs(reference)))).toBeLessThan(
        1e-14,
      );
    }
    await annotate(
      `ln Γ(x) | mpmath, 40 digits | 0.01 ≤ x ≤ 1e6 | ${worst} of max(1, abs ln Γ) | Abramowitz & Stegun 1964, 6.1.15 and 6.1.41`,
      'accuracy',
    );
  });

  it('refuses x that is not positive', () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => logGamma(-0.5)).toThrow(RangeError);
  });
});
