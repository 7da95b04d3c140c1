import { describe, expect, it } from 'vitest';
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
  it('agrees with 40-digit values within its stated error', () => {
    for (const [x, reference] of LOG_GAMMA) {
      expect(Math.abs(logGamma(x) - reference)).toBeLessThan(1e-14 * Math.max(1, Math.abs(reference)));
    }
  });

  it('refuses x that is not positive', () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => logGamma(-0.5)).toThrow(RangeError);
  });
});
