import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { lehmerNormals, relativeError } from '../test-support/fixtures.ts';
import { hermiteSums, neymanHermite } from './neyman-hermite.ts';

const L = lehmerNormals(1000, 12345);

describe('neymanHermite', () => {
  it('equals the reference components and statistic', async ({ annotate }) => {
    const worst = largestError();
    const components = [
      -1.4862612350672, -0.303590129120176, 0.486265013444278, 0.0462350096916793, -0.671961413829101,
      -0.094473715998591,
    ];
    const found = neymanHermite(hermiteSums(L, 6), L.length);
    for (const [k, reference] of components.entries()) {
      expect(worst.of(relativeError(found?.components[k], reference))).toBeLessThan(1e-9);
    }
    const four = neymanHermite(hermiteSums(L, 4), L.length);
    expect(worst.of(relativeError(four?.statistic, 2.53973076478383))).toBeLessThan(1e-9);
    expect(worst.of(relativeError(four?.pValue, 0.637535794323))).toBeLessThan(1e-9);
    await annotate(
      `Neyman–Hermite components, statistic and p-value | independent double-precision program | 1000 draws, up to 6 components | ${worst} relative | Neyman 1937`,
      'accuracy',
    );
  });

  it('adds over disjoint samples', () => {
    const [left, right] = [hermiteSums(L.subarray(0, 333), 4), hermiteSums(L.subarray(333), 4)];
    const whole = hermiteSums(L, 4);
    for (const [k, sum] of whole.entries()) {
      expect((left[k] ?? 0) + (right[k] ?? 0)).toBeCloseTo(sum, 9);
    }
  });

  it('is undefined without draws or components', () => {
    expect(neymanHermite(new Float64Array(4), 0)).toBeUndefined();
    expect(neymanHermite(new Float64Array(0), 10)).toBeUndefined();
  });
});
