import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { relativeError } from '../test-support/fixtures.ts';
import { akaikeCriterion, fitWidths, type WidthPoint } from './width-fit.ts';

const WIDTHS = [32, 64, 128, 256, 512, 1024, 2048, 4096];

const pointsOf = (law: (width: number) => number, error: (width: number) => number, widths = WIDTHS) =>
  widths.map((width): WidthPoint => ({ width, value: law(width), standardError: error(width) }));

/** Excess kurtosis of layer l of a critical ReLU network, exact at every width: 3((1 + 5/N)^(l−1) − 1). */
const reluKurtosis = (layer: number) => (width: number) =>
  3 * Math.expm1((layer - 1) * Math.log1p(5 / width));

describe('fitWidths', () => {
  it('returns a, b and c of a quantity that is of the form', () => {
    const [first, second] = fitWidths(
      pointsOf(
        (n) => 3 + 8 / n,
        (n) => 1 / n,
      ),
    );
    expect(first?.form).toBe('first-order');
    expect(relativeError(first?.coefficients[0], 3)).toBeLessThan(1e-13);
    expect(relativeError(first?.coefficients[1], 8)).toBeLessThan(1e-11);
    expect(second?.form).toBe('second-order');
    const [example] = fitWidths(
      [1, 2, 4].map((width) => ({ width, value: 3 + 8 / width, standardError: 1 })),
    );
    expect(relativeError(example?.coefficients[0], 3)).toBeLessThan(1e-14);
    expect(relativeError(example?.coefficients[1], 8)).toBeLessThan(1e-14);
    const quadratic = fitWidths(
      pointsOf(
        (n) => 3 + 8 / n - 100 / n ** 2,
        (n) => 1 / n,
      ),
    )[1];
    for (const [i, value] of [3, 8, -100].entries())
      expect(relativeError(quadratic?.coefficients[i], value)).toBeLessThan(1e-9);
  });

  it('has the covariance of 1/N and not of the scaled width it fits in', () => {
    // Widths 1 and 2, error 1, and a third so wide that it fixes a: the line through them by hand.
    const points = [1, 2, 4].map((width) => ({ width, value: 0, standardError: 1 }));
    const x = points.map(({ width }) => 1 / width);
    const [sum, squares] = [x.reduce((a, b) => a + b), x.reduce((a, b) => a + b * b, 0)];
    const determinant = 3 * squares - sum * sum;
    const [fit] = fitWidths(points.map((point) => ({ ...point, width: 10 * point.width })));
    expect(relativeError(fit?.covariance[0], squares / determinant)).toBeLessThan(1e-13);
    expect(relativeError(fit?.covariance[1], (-10 * sum) / determinant)).toBeLessThan(1e-13);
    expect(relativeError(fit?.covariance[3], 300 / determinant)).toBeLessThan(1e-13);
  });

  it('finds 15(l − 1) and the second coefficient of the exact ReLU law from wide networks', async ({
    annotate,
  }) => {
    const worst = largestError();
    for (const layer of [2, 3, 6, 11]) {
      const m = layer - 1;
      const wide = WIDTHS.map((width) => 64 * m * width);
      const [first, second] = fitWidths(pointsOf(reluKurtosis(layer), (n) => 1 / n, wide));
      // 3((1 + 5/N)^m − 1) = 15 m/N + 75 m(m − 1)/(2 N²) + …; N ≥ 2048 m leaves m/N ≤ 5e-4 to either form.
      expect(relativeError(first?.coefficients[1], 15 * m)).toBeLessThan(2e-3);
      expect(worst.of(relativeError(second?.coefficients[1], 15 * m))).toBeLessThan(1e-5);
      if (m > 1) expect(relativeError(second?.coefficients[2], 37.5 * m * (m - 1))).toBeLessThan(1e-2);
      expect(Math.abs(second?.coefficients[0] ?? 9)).toBeLessThan(1e-9);
    }
    await annotate(
      `width fit: coefficient of 1/N, second order | 15(l − 1) of the exact ReLU law | layers 2 to 11, N ≥ 2048(l − 1) | ${worst} relative | exact kurtosis law`,
      'accuracy',
    );
  });

  it('prefers the straight line where it suffices and the second order where curvature exceeds the errors', () => {
    const preferredOf = (layer: number, error: number) =>
      fitWidths(pointsOf(reluKurtosis(layer), (n) => error / n)).find(({ isPreferred }) => isPreferred)?.form;
    expect(preferredOf(2, 1)).toBe('first-order');
    expect(preferredOf(6, 1000)).toBe('first-order');
    expect(preferredOf(6, 1)).toBe('second-order');
  });

  it('fits theory with the weights of the data, so that data on theory leave no difference', () => {
    const law = reluKurtosis(20);
    const points = pointsOf(law, (n) => 3 / n).map((point) => ({ ...point, prediction: point.value }));
    for (const { coefficients, prediction } of fitWidths(points)) expect(prediction).toEqual(coefficients);
    const linear = pointsOf(Math.sqrt, (n) => 3 / n).map((point) => ({
      ...point,
      prediction: 2 + 5 / point.width,
    }));
    for (const { prediction } of fitWidths(linear)) {
      expect(relativeError(prediction?.[0], 2)).toBeLessThan(1e-12);
      expect(relativeError(prediction?.[1], 5)).toBeLessThan(1e-9);
    }
    const gap = linear.map(({ prediction, ...point }, i) => (i === 3 ? point : { ...point, prediction }));
    expect(fitWidths(gap).map(({ prediction }) => prediction)).toEqual([undefined, undefined]);
  });

  it('leaves a degree of freedom, or does not fit; exactly one form is preferred', () => {
    const take = (count: number) =>
      fitWidths(
        pointsOf(
          (n) => 1 / n,
          () => 1,
          WIDTHS.slice(0, count),
        ),
      );
    expect(take(2)).toEqual([]);
    expect(take(3).map(({ form, aicc, isPreferred }) => [form, aicc, isPreferred])).toEqual([
      ['first-order', undefined, true],
    ]);
    for (const count of [4, 5, 8]) {
      expect(take(count).map(({ degreesOfFreedom }) => degreesOfFreedom)).toEqual([count - 2, count - 3]);
      expect(take(count).filter(({ isPreferred }) => isPreferred)).toHaveLength(1);
    }
    expect(take(4)[1]?.aicc).toBeUndefined();
    const repeated = WIDTHS.map(() => ({ width: 64, value: 1, standardError: 1 }));
    expect(fitWidths(repeated)).toEqual([]);
    expect(() => fitWidths([{ width: 0, value: 1, standardError: 1 }])).toThrow(RangeError);
  });

  it('reports χ² and its tail: a law that is not of the form is rejected', () => {
    const [fit] = fitWidths(
      pointsOf(
        (n) => 1 / Math.sqrt(n),
        () => 1e-3,
      ),
    );
    expect(fit?.pValue).toBeLessThan(1e-6);
    const [held] = fitWidths(
      pointsOf(
        (n) => 1 / n,
        () => 1e-3,
      ),
    );
    expect(held?.pValue).toBeCloseTo(1, 12);
  });
});

describe('akaikeCriterion', () => {
  it('is χ² + 2k + 2k(k + 1)/(n − k − 1)', () => {
    const fit = { coefficients: new Float64Array(2), covariance: new Float64Array(4) };
    expect(akaikeCriterion({ ...fit, chiSquare: 3, degreesOfFreedom: 6 })).toBeCloseTo(3 + 4 + 12 / 5, 14);
    expect(akaikeCriterion({ ...fit, chiSquare: 3, degreesOfFreedom: 1 })).toBeUndefined();
  });
});
