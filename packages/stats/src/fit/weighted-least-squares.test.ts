import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { lehmerNormals, relativeError } from '../test-support/fixtures.ts';
import { weightedLeastSquares } from './weighted-least-squares.ts';

const line = (x: readonly number[]) => x.map((value) => [1, value]);

/** Sums of the textbook solution of a weighted straight line. */
function straightLine(x: readonly number[], y: readonly number[], s: readonly number[]) {
  const sum = (term: (i: number) => number) =>
    x.reduce((total, _, i) => total + term(i) / (s[i] ?? 1) ** 2, 0);
  const [w, wx, wy] = [sum(() => 1), sum((i) => x[i]!), sum((i) => y[i]!)];
  const [wxx, wxy] = [sum((i) => x[i]! ** 2), sum((i) => x[i]! * y[i]!)];
  const determinant = w * wxx - wx * wx;
  return {
    intercept: (wxx * wy - wx * wxy) / determinant,
    slope: (w * wxy - wx * wy) / determinant,
    covariance: [wxx / determinant, -wx / determinant, -wx / determinant, w / determinant],
  };
}

const X = [1, 2, 4, 7, 11];
const Y = [0.3, 1.9, 4.4, 6.1, 12.5];
const S = [0.5, 0.2, 1.1, 0.7, 2];

describe('weightedLeastSquares', () => {
  it('of a constant is the mean weighted by 1/s², with variance 1/Σ 1/s²', () => {
    const fit = weightedLeastSquares({ values: Y, standardErrors: S, design: Y.map(() => [1]) });
    const weight = S.reduce((sum, s) => sum + 1 / s ** 2, 0);
    const mean = Y.reduce((sum, y, i) => sum + y / S[i]! ** 2, 0) / weight;
    expect(relativeError(fit?.coefficients[0], mean)).toBeLessThan(1e-14);
    expect(relativeError(fit?.covariance[0], 1 / weight)).toBeLessThan(1e-14);
    const chiSquare = Y.reduce((sum, y, i) => sum + ((y - mean) / S[i]!) ** 2, 0);
    expect(relativeError(fit?.chiSquare, chiSquare)).toBeLessThan(1e-13);
    expect(fit?.degreesOfFreedom).toBe(4);
  });

  it('of a straight line is the closed form of its weighted sums', async ({ annotate }) => {
    const worst = largestError();
    const fit = weightedLeastSquares({ values: Y, standardErrors: S, design: line(X) });
    const { intercept, slope, covariance } = straightLine(X, Y, S);
    // The closed form subtracts sums of like size: it is the less exact side.
    expect(worst.of(relativeError(fit?.coefficients[0], intercept))).toBeLessThan(1e-13);
    expect(worst.of(relativeError(fit?.coefficients[1], slope))).toBeLessThan(1e-13);
    for (const [i, entry] of covariance.entries())
      expect(worst.of(relativeError(fit?.covariance[i], entry))).toBeLessThan(1e-13);
    await annotate(
      `weighted least squares: coefficients and covariance | closed form of the weighted sums | straight line, 5 points | ${worst} relative | Björck 1967`,
      'accuracy',
    );
  });

  it('returns the coefficients of data without noise, at χ² of rounding', () => {
    const design = [0, 1, 2, 3, 4, 5].map((x) => [1, x, x * x]);
    const values = design.map(([, x = 0, square = 0]) => 2 - 3 * x + 0.5 * square);
    const fit = weightedLeastSquares({ values, standardErrors: values.map((_, i) => 0.1 + i), design });
    for (const [i, beta] of [2, -3, 0.5].entries())
      expect(relativeError(fit?.coefficients[i], beta)).toBeLessThan(1e-13);
    expect(fit?.chiSquare).toBeLessThan(1e-24);
    const two = weightedLeastSquares({ values: [1, 3], standardErrors: [1, 1], design: line([0, 1]) });
    expect(relativeError(two?.coefficients[0], 1)).toBeLessThan(1e-15);
    expect(relativeError(two?.coefficients[1], 2)).toBeLessThan(1e-15);
  });

  it('leaves residuals orthogonal to every weighted column', () => {
    const y = [...lehmerNormals(8, 7)];
    const s = y.map((_, i) => 1 / (1 + i));
    const design = y.map((_, i) => [1, 2 ** -i, 4 ** -i]);
    const fit = weightedLeastSquares({ values: y, standardErrors: s, design });
    const residuals = y.map(
      (value, i) => value - design[i]!.reduce((sum, x, j) => sum + x * (fit?.coefficients[j] ?? 9), 0),
    );
    for (const j of [0, 1, 2]) {
      const terms = residuals.map((r, i) => (r * design[i]![j]!) / s[i]! ** 2);
      const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
      expect(Math.abs(terms.reduce((sum, term) => sum + term, 0))).toBeLessThan(1e-13 * size);
    }
  });

  it('scales: errors twice as large quadruple the covariance, quarter χ² and move no coefficient', () => {
    const fit = weightedLeastSquares({ values: Y, standardErrors: S, design: line(X) });
    const wide = weightedLeastSquares({ values: Y, standardErrors: S.map((s) => 2 * s), design: line(X) });
    expect(wide?.coefficients).toEqual(fit?.coefficients);
    expect(wide?.covariance).toEqual(fit?.covariance.map((entry) => 4 * entry));
    expect(wide?.chiSquare).toBe((fit?.chiSquare ?? 0) / 4);
  });

  it('has no answer for dependent columns or fewer values than columns', () => {
    const errors = [1, 1, 1];
    const repeated = [2, 2, 2].map((x) => [1, x]);
    expect(
      weightedLeastSquares({ values: [1, 2, 3], standardErrors: errors, design: repeated }),
    ).toBeUndefined();
    expect(weightedLeastSquares({ values: [1], standardErrors: [1], design: [[1, 2]] })).toBeUndefined();
  });

  it('refuses shapes that differ and errors that are not positive', () => {
    const refused = [
      { values: [1, 2], standardErrors: [1], design: [[1], [1]] },
      { values: [1, 2], standardErrors: [1, 0], design: [[1], [1]] },
      { values: [1, 2], standardErrors: [1, Number.NaN], design: [[1], [1]] },
      { values: [1, 2], standardErrors: [1, 1], design: [[1]] },
    ];
    for (const data of refused) expect(() => weightedLeastSquares(data)).toThrow(RangeError);
  });
});
