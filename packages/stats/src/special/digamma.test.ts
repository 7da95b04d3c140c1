import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { digamma } from './digamma.ts';

// Reference values: mpmath 1.3.0 at 40 digits, at exactly these doubles, rounded to double.
const DIGAMMA = [
  [0.01, -100.56088545786868],
  [0.5, -1.9635100260214235],
  [1.0, -0.5772156649015329],
  [1.5, 0.03648997397857652],
  [2.0, 0.42278433509846713],
  [3.0, 0.9227843350984671],
  [7.25, 1.910453526883736],
  [11.999, 2.442574774329119],
  [12.0, 2.442661679975812],
  [20.0, 2.970523992242149],
  [100.0, 4.600161852738087],
  [127.5, 4.8441896697690625],
  [5000.5, 8.517193193082903],
  [1000000.0, 13.815510057964191],
] as const;

describe('digamma', () => {
  it('agrees with 40-digit values within its stated error', async ({ annotate }) => {
    const worst = largestError();
    for (const [x, reference] of DIGAMMA) {
      expect(worst.of(Math.abs(digamma(x) - reference) / Math.max(1, Math.abs(reference)))).toBeLessThan(
        4e-15,
      );
    }
    await annotate(
      `digamma ψ(x) | mpmath, 40 digits | 0.01 ≤ x ≤ 1e6 | ${worst} of max(1, abs ψ) | Abramowitz & Stegun 1964, 6.3.5 and 6.3.18`,
      'accuracy',
    );
  });

  it('refuses x that is not positive', () => {
    expect(() => digamma(0)).toThrow(RangeError);
  });
});
