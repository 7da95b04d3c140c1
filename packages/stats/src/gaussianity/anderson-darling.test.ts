import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { A, B, D, lehmerNormals } from '../test-support/fixtures.ts';
import { andersonDarling, andersonDarlingKnown } from './anderson-darling.ts';

const L = lehmerNormals(1000, 12345);
const relative = (value: number | undefined, reference: number) => Math.abs((value ?? 0) / reference - 1);

describe('andersonDarling', () => {
  it('equals the reference statistics A* and p-values with estimated mean and variance', async ({
    annotate,
  }) => {
    const statisticError = largestError();
    const pValueError = largestError();
    const cases: [Float64Array, number, number, number][] = [
      [A, 0.114846908450998, 0.991530979353984, 1e-10],
      [B, 1.09208106795193, 0.00730783884010315, 1e-10],
      [L, 0.19487682077587, 0.891688833714753, 1e-9],
    ];
    for (const [sample, statistic, pValue, tolerance] of cases) {
      expect(statisticError.of(relative(andersonDarling(sample)?.statistic, statistic))).toBeLessThan(
        tolerance,
      );
      expect(pValueError.of(relative(andersonDarling(sample)?.pValue, pValue))).toBeLessThan(tolerance);
    }
    await annotate(
      `Anderson–Darling, estimated law, statistic | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${statisticError} relative | Stephens 1986, table 4.9`,
      'accuracy',
    );
    await annotate(
      `Anderson–Darling, estimated law, p-value | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${pValueError} relative | Stephens 1986, table 4.9`,
      'accuracy',
    );
  });

  it('has the tail of the limiting law where the fitted quadratic bends upwards', () => {
    expect(relative(andersonDarling(D)?.statistic, 12.4949722401203)).toBeLessThan(1e-10);
    expect(relative(andersonDarling(D)?.pValue, 1.215e-28)).toBeLessThan(5e-4);
  });

  it('does not depend on order, location or scale beyond rounding', () => {
    const moved = Float64Array.from(A, (x) => 7 - 3 * x).reverse();
    expect(relative(andersonDarling(moved)?.statistic, andersonDarling(A)?.statistic ?? 0)).toBeLessThan(
      1e-12,
    );
  });

  it('is undefined for too few draws and for constant ones', () => {
    expect(andersonDarling(A.subarray(0, 7))).toBeUndefined();
    expect(andersonDarling(new Float64Array(10))).toBeUndefined();
  });
});

describe('andersonDarlingKnown', () => {
  it('equals the reference statistics and p-values for a law given beforehand', async ({ annotate }) => {
    const statisticError = largestError();
    const pValueError = largestError();
    const normal = { mean: 0, standardDeviation: 1 };
    const uniformSpread = { mean: 0, standardDeviation: Math.sqrt(1 / 12) };
    expect(
      statisticError.of(relative(andersonDarlingKnown(A, normal)?.statistic, 0.292637005554241)),
    ).toBeLessThan(1e-10);
    expect(
      statisticError.of(relative(andersonDarlingKnown(B, uniformSpread)?.statistic, 1.05156009146009)),
    ).toBeLessThan(1e-10);
    expect(
      statisticError.of(relative(andersonDarlingKnown(D, normal)?.statistic, 23.4967765940181)),
    ).toBeLessThan(1e-10);
    expect(
      statisticError.of(relative(andersonDarlingKnown(L, normal)?.statistic, 1.43987246337645)),
    ).toBeLessThan(1e-9);
    expect(pValueError.of(relative(andersonDarlingKnown(A, normal)?.pValue, 0.9430172602576))).toBeLessThan(
      1e-10,
    );
    expect(
      pValueError.of(relative(andersonDarlingKnown(B, uniformSpread)?.pValue, 0.3311353025348)),
    ).toBeLessThan(1e-10);
    await annotate(
      `Anderson–Darling, known law, statistic | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${statisticError} relative | Anderson & Darling 1954; Marsaglia & Marsaglia 2004`,
      'accuracy',
    );
    await annotate(
      `Anderson–Darling, known law, p-value | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${pValueError} relative | Anderson & Darling 1954; Marsaglia & Marsaglia 2004`,
      'accuracy',
    );
  });

  it('has the tail of the limiting law below 1e-4', () => {
    // √3 erfc(√A²) at A² = 23.4967765940181, from mpmath.
    expect(
      relative(andersonDarlingKnown(D, { mean: 0, standardDeviation: 1 })?.pValue, 1.2335767806630013e-11),
    ).toBeLessThan(1e-9);
  });
});
