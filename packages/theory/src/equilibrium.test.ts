import { resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import {
  equilibriumPoint,
  equilibriumThreshold,
  symmetricEquilibriumPoint,
} from './equilibrium-fixed-point.ts';
import {
  goeGainAfterTwoSteps,
  linearEquilibrium,
  orthogonalEquilibriumGain,
  type TiedFamily,
  truncatedGain,
} from './equilibrium-linear.ts';
import { largestError } from './largest-error.fixture.ts';

const tanh = resolveActivation({ activation: 'tanh' });

describe('linear equilibrium', () => {
  test('gains, relative variances and fourth moments have their tabulated values', async ({ annotate }) => {
    const worst = largestError();
    const rows: readonly (readonly [TiedFamily, number, number?, number?, number?])[] = [
      ['iid', 0.3, 1.098901, 0.4152, 1.45826],
      ['iid', 0.6, 1.5625, 2.8828, 5.96046],
      ['iid', 0.8, 2.777778, 13.432, 59.537],
      ['iid', 0.9, 5.263158],
      ['orthogonal', 0.3, 1.098901, 0.3956, 1.44641],
      ['orthogonal', 0.6, 1.5625, 2.25, 5.18799],
      ['orthogonal', 0.8, 2.777778, 7.1111, 35.151],
      ['orthogonal', 0.9, 5.263158, 17.053],
      ['goe', 0.1, 1.031036],
      ['goe', 0.2, 1.138618, 0.38548],
      ['goe', 0.3, 1.388889, 1.16406, 3.05176],
      ['goe', 0.4, 2.083333, 3.92593, 12.8601],
      ['goe', 0.45, 3.19545, 10.4475],
      ['goe', 0.49, 8.382318],
    ];
    for (const [family, sigma, ...expected] of rows) {
      const { gain, relativeVariance, fourthMoment } = linearEquilibrium(family, sigma);
      [gain, relativeVariance, fourthMoment].forEach((value, index) => {
        const given = expected[index];
        // Half a unit of the last digit of 0.3956, the coarsest entry.
        if (given !== undefined) expect(Math.abs(value / given - 1)).toBeLessThan(1.3e-4);
        if (given !== undefined && index === 0) expect(worst.of(Math.abs(value - given))).toBeLessThan(1e-6);
      });
    }
    await annotate(
      `gain of a linear equilibrium | table to 1e-6 | i.i.d., orthogonal and GOE, up to 0.98 of stability | ${worst} absolute | Agarwala & Schoenholz 2022`,
      'accuracy',
    );
  });

  test('the semicircle sum equals its closed gain (1/√(1 − 4s) − 1)/2s', () => {
    for (const sigma of [0.05, 0.3, 0.49]) {
      const s = sigma * sigma;
      const closed = (1 / Math.sqrt(1 - 4 * s) - 1) / (2 * s);
      expect(Math.abs(linearEquilibrium('goe', sigma).gain / closed - 1)).toBeLessThan(1e-12);
    }
  });

  test('edges of I − W have their tabulated values', () => {
    for (const [sigma, low, high] of [
      [0.3, 0.6009, 1.4446],
      [0.6, 0.2663, 1.9227],
      [0.8, 0.0958, 2.2558],
      [0.9, 0.0341, 2.4259],
    ] as const) {
      const [from, to] = linearEquilibrium('iid', sigma).edges;
      expect(Math.abs(from - low)).toBeLessThan(5.1e-5);
      expect(Math.abs(to - high)).toBeLessThan(5.1e-5);
    }
    const condition = (family: TiedFamily, sigma: number): number => {
      const [from, to] = linearEquilibrium(family, sigma).edges;
      return to / from;
    };
    expect(condition('iid', 0.8)).toBeCloseTo(23.6, 0);
    expect(condition('orthogonal', 0.8)).toBeCloseTo(9, 12);
    expect(condition('goe', 0.4)).toBeCloseTo(9, 12);
  });

  test('orthogonal gains at finite width have their tabulated values and tend to the limit', () => {
    expect(orthogonalEquilibriumGain(0.6, 100)).toBeCloseTo(1.580078, 6);
    expect(orthogonalEquilibriumGain(0.9, 100)).toBeCloseTo(5.711911, 6);
    expect(orthogonalEquilibriumGain(0.6, 1e9)).toBeCloseTo(1.5625, 7);
  });

  test('truncated iterations have their tabulated gains and tend to the equilibrium', () => {
    expect(goeGainAfterTwoSteps(0.4, 60)).toBeCloseTo(1.541369, 6);
    expect(goeGainAfterTwoSteps(0.4, 1e12)).toBeCloseTo(truncatedGain('goe', 0.4, 2), 10);
    expect(truncatedGain('goe', 0.4, 2)).toBeCloseTo(1.5312, 12);
    expect(truncatedGain('iid', 0.4, 2)).toBeCloseTo(1.1856, 12);
    for (const [family, sigma] of [
      ['iid', 0.8],
      ['goe', 0.4],
    ] as const) {
      expect(truncatedGain(family, sigma, 400)).toBeCloseTo(linearEquilibrium(family, sigma).gain, 10);
    }
  });

  test('a scale beyond stability is refused', () => {
    expect(() => linearEquilibrium('iid', 1)).toThrow(RangeError);
    expect(() => linearEquilibrium('goe', 0.5)).toThrow(RangeError);
    expect(() => orthogonalEquilibriumGain(1, 10)).toThrow(RangeError);
  });
});

describe('nonlinear equilibrium of tanh at v_x = 1', () => {
  test('i.i.d. and orthogonal weights have their tabulated points', async ({ annotate }) => {
    const worst = largestError();
    for (const [sigma, ...expected] of [
      [0.5, 0.412166, 1.103042, 0.111766],
      [0.9, 0.451165, 1.365444, 0.332463],
      [1.1, 0.477457, 1.577723, 0.46784],
    ] as const) {
      const point = equilibriumPoint(tanh, { sigma, inputVariance: 1 });
      [point?.q, point?.preactivation, point?.stability].forEach((value, index) => {
        expect(worst.of(Math.abs((value ?? Number.NaN) - (expected[index] ?? 0)))).toBeLessThan(1e-6);
      });
    }
    await annotate(
      `nonlinear equilibrium, i.i.d. and orthogonal: q, length, stability | table to 1e-6 | tanh, σ = 0.5 to 1.1 | ${worst} absolute | own table`,
      'accuracy',
    );
  });

  // Computed by an independent program: undamped iteration, trapezoid rule of step 0.04. Tables by Gauss–Hermite
  // quadrature are 2e-6 off, and 5e-6 in Λ at σ = 0.6.
  test('symmetric weights have the points that a second program finds', async ({ annotate }) => {
    const worst = largestError();
    for (const [sigma, ...expected] of [
      [0.3, 0.4167288919468835, 0.6086036506991854, 1.107928156838017, 0.04362373857671519],
      [0.5, 0.4590607535646855, 0.6106810244730883, 1.333330494568057, 0.13089157907625795],
      [0.6, 0.4894182911432608, 0.6096103094343478, 1.5144753106267306, 0.19887568622345306],
    ] as const) {
      const point = symmetricEquilibriumPoint(tanh, { sigma, inputVariance: 1 });
      [point?.q, point?.response, point?.preactivation, point?.stability].forEach((value, index) => {
        expect(worst.of(Math.abs((value ?? Number.NaN) - (expected[index] ?? 0)))).toBeLessThan(1e-11);
      });
    }
    await annotate(
      `nonlinear equilibrium, GOE: q, response, length, stability | second program | tanh, σ = 0.3 to 0.6 | ${worst} absolute | own`,
      'accuracy',
    );
  });

  // By the same second program, by bisection. A table has 1.855573 at v_x = 1, 1.6e-5 off.
  test('stability is lost at the scales that a second program finds', async ({ annotate }) => {
    const worst = largestError();
    for (const [inputVariance, sigma] of [
      [1, 1.8555891011388894],
      [0.1, 1.4092808950439348],
      [0.01, 1.1934007250242757],
    ] as const) {
      expect(worst.of(Math.abs(equilibriumThreshold(tanh, inputVariance, [1, 3]) - sigma))).toBeLessThan(
        1e-11,
      );
    }
    await annotate(
      `scale at which an equilibrium loses stability | second program | tanh, input variance 0.01 to 1 | ${worst} absolute | own`,
      'accuracy',
    );
  });

  test('for a linear φ symmetric weights answer with the semicircle resolvent', () => {
    const linear = resolveActivation({ activation: 'linear' });
    const sigma = 0.3;
    const s = sigma * sigma;
    const point = symmetricEquilibriumPoint(linear, { sigma, inputVariance: 1 });
    const chi = (1 - Math.sqrt(1 - 4 * s)) / (2 * s);
    expect(point?.response).toBeCloseTo(chi, 11);
    expect(point?.q).toBeCloseTo((chi * chi) / (1 - s * chi * chi), 11);
    expect(point?.q).toBeCloseTo(linearEquilibrium('goe', sigma).gain, 11);
    expect(equilibriumPoint(linear, { sigma: 1.2, inputVariance: 1 })).toBeUndefined();
  });

  test('scales and input variances that are not positive are refused', () => {
    expect(() => equilibriumPoint(tanh, { sigma: 0, inputVariance: 1 })).toThrow(RangeError);
    expect(() => symmetricEquilibriumPoint(tanh, { sigma: 1, inputVariance: 0 })).toThrow(RangeError);
  });
});
