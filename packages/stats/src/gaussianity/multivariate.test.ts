import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { cholesky } from '../linalg/cholesky.ts';
import { logDiagonal } from '../linalg/triangular.ts';
import { meanDistanceToNormal } from '../special/distance-to-normal.ts';
import { A, B, M, relativeError } from '../test-support/fixtures.ts';
import { bhep, bhepNullMoments, bhepStatistic, henzeZirkler, henzeZirklerBeta } from './bhep.ts';
import { energyTest } from './energy.ts';
import { eppsPulley } from './epps-pulley.ts';
import { mardia } from './mardia.ts';
import { multivariateEnergyDistance } from './multivariate-energy.ts';
import { squaredNorms, type WhitenedSample, whiten } from './whiten.ts';

function whitened(sample: Float64Array, dimension: number, divisor: 'n' | 'n-1'): WhitenedSample {
  const points = whiten(sample, dimension, divisor);
  if (points === undefined) throw new Error('a fixture has more points than dimensions');
  return points;
}

describe('whiten', () => {
  it('leaves mean 0 and covariance 1 with the divisor asked for', () => {
    const { points } = whitened(M, 3, 'n');
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) {
        let [mean, second] = [0, 0];
        for (let i = 0; i < 12; i++) {
          mean += (points[3 * i + a] ?? 0) / 12;
          second += ((points[3 * i + a] ?? 0) * (points[3 * i + b] ?? 0)) / 12;
        }
        expect(mean).toBeCloseTo(0, 14);
        expect(second).toBeCloseTo(a === b ? 1 : 0, 13);
      }
    }
  });

  it('is undefined without more points than dimensions, and refuses incomplete rows', () => {
    expect(whiten(M.subarray(0, 9), 3, 'n')).toBeUndefined();
    expect(() => whiten(M.subarray(0, 10), 3, 'n')).toThrow(RangeError);
    expect(() => whiten(new Float64Array(12), 2, 'n')).toThrow(/sample covariance/);
  });
});

describe('the three-dimensional sample', () => {
  it('has the reference mean and Cholesky factor', () => {
    const mean = [0, 1, 2].map((c) => M.reduce((sum, x, at) => (at % 3 === c ? sum + x / 12 : sum), 0));
    for (const [c, reference] of [0.110833333333333, 0.02, 0.105833333333333].entries()) {
      expect(relativeError(mean[c], reference)).toBeLessThan(1e-12);
    }
    const covariance = new Float64Array(9);
    for (let at = 0; at < 36; at++) {
      const [row, i] = [Math.floor(at / 3), at % 3];
      for (let j = 0; j < 3; j++) {
        const product = ((M[at] ?? 0) - (mean[i] ?? 0)) * ((M[3 * row + j] ?? 0) - (mean[j] ?? 0));
        covariance[3 * i + j] = (covariance[3 * i + j] ?? 0) + product / 12;
      }
    }
    const factor = cholesky(covariance, 'S');
    for (const [i, reference] of [1.04775520624916, 0.8453966233151, 0.951275405494938].entries()) {
      expect(relativeError(factor[4 * i], reference)).toBeLessThan(1e-12);
    }
    expect(relativeError(2 * logDiagonal(factor, 3), -0.342502141860996)).toBeLessThan(1e-12);
  });
});

describe('mardia', () => {
  it('equals the reference coefficients, scores and p-values', async ({ annotate }) => {
    const worst = largestError();
    const found = mardia(M, 3);
    const pairs: [number | undefined, number][] = [
      [found?.skewness, 2.23149013330813],
      [found?.skewnessTest.statistic, 4.46298026661626],
      [found?.skewnessTest.pValue, 0.924054211534481],
      [found?.skewnessTestSmallSample.statistic, 6.30638515934906],
      [found?.skewnessTestSmallSample.pValue, 0.788898803777196],
      [found?.kurtosis, 12.224360781252],
      [found?.kurtosisTest.statistic, -0.877734189413404],
      [found?.kurtosisTestSmallSample.statistic, -0.330486068039994],
    ];
    for (const [value, reference] of pairs)
      expect(worst.of(relativeError(value, reference))).toBeLessThan(1e-10);
    await annotate(
      `Mardia coefficients, scores and p-values | independent double-precision program | 12 points in 3 dimensions | ${worst} relative | Mardia 1970; 1974`,
      'accuracy',
    );
  });

  it('in one dimension is the squared skewness and the kurtosis', () => {
    expect(relativeError(mardia(A, 1)?.skewness, 0.322331847148106 ** 2)).toBeLessThan(1e-10);
    expect(relativeError(mardia(A, 1)?.kurtosis, 3 - 0.0722166019240231)).toBeLessThan(1e-10);
  });

  it('does not depend on the coordinates, and is undefined for too few points', () => {
    const sheared = M.map((x, at) => (at % 3 === 0 ? 2 * x - 3 * (M[at + 1] ?? 0) + 5 : x));
    expect(relativeError(mardia(sheared, 3)?.skewness, 2.23149013330813)).toBeLessThan(1e-12);
    expect(mardia(M.subarray(0, 12), 3)).toBeUndefined();
  });
});

describe('bhepStatistic and henzeZirkler', () => {
  it('equal the reference statistics, null moments and p-values', async ({ annotate }) => {
    const worst = largestError();
    const moments = bhepNullMoments(3, henzeZirklerBeta(12, 3));
    const pairs: [number | undefined, number][] = [
      [henzeZirklerBeta(12, 3), 1.09237932753088],
      [henzeZirkler(M, 3)?.statistic, 0.468268688777586],
      [moments.mean, 0.52051612166801],
      [moments.variance, 0.0182369918186547],
      [henzeZirkler(M, 3)?.pValue, 0.612878674050755],
      [bhepStatistic(M, 3, 1), 0.393287931454435],
      [henzeZirklerBeta(20, 1), 1.21535528531018],
      [henzeZirkler(A, 1)?.statistic, 0.0451799627935956],
      [henzeZirkler(A, 1)?.pValue, 0.949618111659033],
    ];
    for (const [value, reference] of pairs)
      expect(worst.of(relativeError(value, reference))).toBeLessThan(1e-10);
    expect(bhepNullMoments(1, 1).mean).toBeCloseTo(0.1339745962, 10);
    expect(bhepNullMoments(1, 1).variance).toBeCloseTo(0.0152362886, 10);
    await annotate(
      `BHEP and Henze–Zirkler statistics, null moments and p-values | independent double-precision program | 12 points in 3 dimensions, 20 in 1 | ${worst} relative | Henze & Wagner 1997; Henze & Zirkler 1990`,
      'accuracy',
    );
  });

  it('in one dimension at β = 1 is the Epps–Pulley statistic', () => {
    for (const sample of [A, B]) {
      expect(relativeError(bhepStatistic(sample, 1, 1), eppsPulley(sample)?.statistic ?? 0)).toBeLessThan(
        1e-11,
      );
    }
  });

  it('are one test at one β', () => {
    expect(bhep(M, 3, henzeZirklerBeta(12, 3))).toEqual(henzeZirkler(M, 3));
    expect(bhep(M, 3, 1)?.statistic).toBe(bhepStatistic(M, 3, 1));
    expect(bhep(M.subarray(0, 9), 3, 1)).toBeUndefined();
  });

  it('refuse β that is not positive', () => {
    expect(() => bhepStatistic(M, 3, 0)).toThrow(RangeError);
    expect(bhepStatistic(M.subarray(0, 9), 3, 1)).toBeUndefined();
    expect(henzeZirkler(M.subarray(0, 9), 3)).toBeUndefined();
  });
});

describe('multivariateEnergyDistance', () => {
  it('equals the reference distances with either divisor of the covariance', async ({ annotate }) => {
    const worst = largestError();
    expect(
      worst.of(relativeError(multivariateEnergyDistance(whitened(M, 3, 'n-1')), 0.732445295338405)),
    ).toBeLessThan(1e-10);
    expect(
      worst.of(relativeError(multivariateEnergyDistance(whitened(M, 3, 'n')), 0.775706670115367)),
    ).toBeLessThan(1e-10);
    const norm = squaredNorms(whitened(M, 3, 'n-1'))[0] ?? 0;
    expect(relativeError(meanDistanceToNormal(Math.sqrt(norm), 3), 1.64084418632143)).toBeLessThan(1e-12);
    await annotate(
      `energy distance, several dimensions | independent double-precision program | 12 points in 3 dimensions | ${worst} relative | Székely & Rizzo 2005`,
      'accuracy',
    );
  });

  it('in one dimension equals the distance found by sorting', () => {
    for (const sample of [A, B]) {
      const found = multivariateEnergyDistance(whitened(sample, 1, 'n-1'));
      expect(relativeError(found, energyTest(sample)?.statistic ?? 0)).toBeLessThan(1e-11);
    }
  });
});
