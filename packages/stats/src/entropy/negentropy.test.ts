import { describe, expect, it } from 'vitest';
import { mardia } from '../gaussianity/mardia.ts';
import { largestError } from '../largest-error.fixture.ts';
import { shapeOf } from '../shape.ts';
import { A, B, centralSums, lehmerNormals, M, relativeError } from '../test-support/fixtures.ts';
import {
  cumulantNegentropyBias,
  multivariateNegentropy,
  negentropyOfCumulants,
} from './negentropy-cumulants.ts';
import { linearNetworkNegentropy, NEGENTROPIES, studentNegentropy } from './negentropy-exact.ts';
import { negentropyOfScaleMixture } from './negentropy-scale-mixture.ts';

const L = lehmerNormals(1000, 12345);
const EQUAL = Float64Array.of(1, 1);
const shape = (sample: Float64Array) => shapeOf(centralSums(sample)) ?? { skewness: 0, excessKurtosis: 0 };

describe('negentropyOfCumulants', () => {
  it('equals the reference values to both orders', async ({ annotate }) => {
    const worst = largestError();
    expect(worst.of(relativeError(negentropyOfCumulants(shape(A)).second, 0.00876680242368941))).toBeLessThan(
      1e-10,
    );
    expect(worst.of(relativeError(negentropyOfCumulants(shape(A)).third, 0.0112789312457433))).toBeLessThan(
      1e-10,
    );
    expect(worst.of(relativeError(negentropyOfCumulants(shape(B)).second, 0.03001200240036))).toBeLessThan(
      1e-10,
    );
    expect(
      worst.of(relativeError(negentropyOfCumulants(shape(L)).second, 0.000114356904912011)),
    ).toBeLessThan(1e-9);
    expect(worst.of(relativeError(negentropyOfCumulants(shape(L)).third, 0.000112338416450632))).toBeLessThan(
      1e-9,
    );
    await annotate(
      `negentropy from cumulants, both orders | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${worst} relative | Comon 1994`,
      'accuracy',
    );
  });

  // 2,000 samples of 200, seed 8086; four standard errors, false alarm 6e-5, and 10/n² for the exact offset. The uncorrected mean
  // is the negative control.
  it('is 1/n too large for Gaussian draws', () => {
    const [samples, size] = [2000, 200];
    const values = lehmerNormals(samples * size, 8086);
    let [mean, squares] = [0, 0];
    for (let s = 0; s < samples; s++) {
      const found = negentropyOfCumulants(shape(values.subarray(s * size, (s + 1) * size))).second;
      mean += found / samples;
      squares += (found * found) / samples;
    }
    const standardError = Math.sqrt((squares - mean * mean) / samples);
    expect(Math.abs(mean - cumulantNegentropyBias(size))).toBeLessThan(4 * standardError + 10 / size ** 2);
    expect(mean).toBeGreaterThan(4 * standardError);
  });
});

describe('multivariateNegentropy', () => {
  it('in one dimension is J₂, and its cubic part is Mardia’s skewness over 12', () => {
    expect(relativeError(multivariateNegentropy(A, 1), 0.00876680242368941)).toBeLessThan(1e-10);
    const cubic = (mardia(M, 3)?.skewness ?? 0) / 12;
    expect(multivariateNegentropy(M, 3)).toBeGreaterThan(cubic);
    const sheared = M.map((x, at) => (at % 3 === 0 ? 2 * x - 3 * (M[at + 1] ?? 0) + 5 : x));
    expect(relativeError(multivariateNegentropy(sheared, 3), multivariateNegentropy(M, 3) ?? 0)).toBeLessThan(
      1e-11,
    );
    expect(multivariateNegentropy(M.subarray(0, 9), 3)).toBeUndefined();
  });
});

describe('negentropyOfScaleMixture', () => {
  it('equals the reference values of equal mixtures of two variances 1 ∓ e', async ({ annotate }) => {
    const worst = largestError();
    const cases = [
      [0.1, 1.82447341892e-5],
      [0.3, 0.00129869608207],
      [0.5, 0.00913410932253],
      [0.8, 0.068918792802],
    ] as const;
    for (const [e, reference] of cases) {
      const found = negentropyOfScaleMixture(Float64Array.of(1 - e, 1 + e), EQUAL);
      expect(worst.of(relativeError(found, reference))).toBeLessThan(1e-11);
    }
    await annotate(
      `negentropy of a mixture of two variances | quadrature | variances 1 ∓ e, e ≤ 0.8 | ${worst} relative | own, quadrature of the density`,
      'accuracy',
    );
  });

  it('is zero for one variance, does not depend on units, and tends to κ²/48', () => {
    expect(negentropyOfScaleMixture(Float64Array.of(3, 3), EQUAL)).toBeLessThan(1e-28);
    const [a, b] = [Float64Array.of(0.7, 1.3), Float64Array.of(7, 13)].map((s) =>
      negentropyOfScaleMixture(s, EQUAL),
    );
    expect(relativeError(a, b ?? 0)).toBeLessThan(1e-12);
    const e = 1e-4;
    const small = negentropyOfScaleMixture(Float64Array.of(1 - e, 1 + e), EQUAL);
    expect(relativeError(small, (3 * e * e) ** 2 / 48)).toBeLessThan(1e-6);
  });

  // A third variance of weight 1e-300 changes nothing but the rule of integration. The tolerance is that of the rule in ln z.
  it('is one number by the rule in z and by the rule in ln z', () => {
    const variances = lehmerNormals(64, 20).map((x) => Math.exp(0.5 * x));
    const weights = variances.map(() => 1);
    const spread = [Float64Array.of(...variances, 1e-3), Float64Array.of(...weights, 1e-300)] as const;
    const concentrated = negentropyOfScaleMixture(variances, weights);
    expect(relativeError(concentrated, negentropyOfScaleMixture(...spread) ?? 0)).toBeLessThan(1e-11);
  });

  it('is undefined without variances and refuses what is no mixture', () => {
    expect(negentropyOfScaleMixture(new Float64Array(0), new Float64Array(0))).toBeUndefined();
    expect(() => negentropyOfScaleMixture(Float64Array.of(1, 0), EQUAL)).toThrow(RangeError);
    expect(() => negentropyOfScaleMixture(Float64Array.of(1), EQUAL)).toThrow(RangeError);
    expect(() => negentropyOfScaleMixture(EQUAL, new Float64Array(2))).toThrow(RangeError);
  });
});

describe('exact negentropies', () => {
  it('equal the reference values in closed form', () => {
    expect(relativeError(NEGENTROPIES.uniform, 0.176485208310672)).toBeLessThan(1e-13);
    expect(relativeError(NEGENTROPIES.laplace, 0.0723649429247)).toBeLessThan(1e-12);
    expect(relativeError(NEGENTROPIES.logistic, 0.0143622747200181)).toBeLessThan(1e-13);
    expect(relativeError(NEGENTROPIES.exponential, 0.418938533204673)).toBeLessThan(1e-13);
  });

  // ½ ln(2πe ν/(ν − 2)) − h by mpmath 1.3.0 at 40 digits.
  it('equal the closed form of Student’s t', () => {
    const cases = [
      [5, 0.0468486726732721],
      [10, 0.009247815886096784],
      [30, 0.0008916391609409884],
      [100, 7.65215451886313e-5],
    ] as const;
    for (const [nu, reference] of cases) {
      expect(relativeError(studentNegentropy(nu), reference)).toBeLessThan(1e-13);
    }
    expect(() => studentNegentropy(2)).toThrow(RangeError);
  });

  it('equal the table of the two-layer linear network, at width 2 the Laplace law', async ({ annotate }) => {
    const worst = largestError();
    const table = [
      [1, 0.21484010193317, 0.286],
      [2, 0.0723649429247001, 0.386],
      [3, 0.0380910269868299, 0.45709],
      [4, 0.0239650338063245, 0.511],
      [8, 0.0075525036647348, 0.644],
      [16, 0.00224025186296307, 0.765],
      [32, 0.000627915137159836, 0.857],
      [64, 0.000168354258329334, 0.919],
      [128, 4.37970621494992e-5, 0.957],
      [256, 1.11868615596963e-5, 0.9775],
    ] as const;
    for (const [width, reference, ratio] of table) {
      const found = linearNetworkNegentropy(width);
      expect(worst.of(relativeError(found, reference))).toBeLessThan(1e-12);
      expect(found / ((6 / width) ** 2 / 48)).toBeCloseTo(ratio, 3);
    }
    expect(relativeError(linearNetworkNegentropy(2), NEGENTROPIES.laplace)).toBeLessThan(1e-13);
    expect(() => linearNetworkNegentropy(0)).toThrow(RangeError);
    await annotate(
      `negentropy of a linear network, as a scale mixture | quadrature of the variance-gamma density | widths 1 to 256 | ${worst} relative | variance-gamma law`,
      'accuracy',
    );
  });
});
