import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { ksg1 } from '../mutual-information/ksg.ts';
import { nearestNeighbourRelativeEntropy } from '../relative-entropy/nearest-neighbour.ts';
import { lehmerNormals } from '../test-support/fixtures.ts';
import { NORMAL_ENTROPY } from './gaussian.ts';
import { kozachenkoLeonenko } from './kozachenko-leonenko.ts';

const SAMPLES = 16;
const DRAWS = 1000;

/**
 * Mean of 16 independent samples against a published mean and standard deviation of one: four standard errors, false
 * alarm 6e-5, and one unit of the last digit published. Gives the difference in standard errors.
 */
function expectMean(
  estimate: (seed: number) => number,
  published: number,
  spread: number,
  digit: number,
): number {
  let mean = 0;
  for (let s = 0; s < SAMPLES; s++) mean += estimate(4000 + 37 * s) / SAMPLES;
  const standardError = spread / Math.sqrt(SAMPLES);
  expect(Math.abs(mean - published)).toBeLessThan(4 * standardError + digit);
  return Math.abs(mean - published) / standardError;
}

describe('nearest neighbours, k = 3, 1000 draws', () => {
  it('miss the entropy of N(0, I) by the stated bias', async ({ annotate }) => {
    const worst = largestError();
    for (const [d, bias, spread, digit] of [
      [1, -0.01, 0.029, 0.001],
      [2, -0.014, 0.037, 0.001],
      [5, -0.08, 0.058, 0.01],
      [10, 0.09, 0.067, 0.01],
      [20, 1.19, 0.1, 0.01],
    ] as const) {
      const error = (seed: number) => {
        const points = { values: lehmerNormals(DRAWS * d, seed), dimension: d };
        return (kozachenkoLeonenko(points, { k: 3, norm: 'euclidean' }) ?? 0) - d * NORMAL_ENTROPY;
      };
      worst.of(expectMean(error, bias, spread, digit));
    }
    await annotate(
      `bias of the Kozachenko–Leonenko entropy of N(0, I) | means simulated by another program | 1 to 20 dimensions, 1000 draws, k = 3, 16 samples | ${worst} SE | Kozachenko & Leonenko 1987`,
      'accuracy',
    );
  });

  it('give the stated relative entropy of N(0, I) against N(0, 1.44 I), too large beyond four dimensions', async ({
    annotate,
  }) => {
    const worst = largestError();
    for (const [d, published, spread] of [
      [1, 0.037, 0.026],
      [2, 0.061, 0.036],
      [5, 0.258, 0.046],
      [10, 0.636, 0.06],
    ] as const) {
      const estimate = (seed: number) => {
        const normals = lehmerNormals(2 * DRAWS * d, seed);
        const x = { values: normals.subarray(0, DRAWS * d), dimension: d };
        const y = { values: normals.subarray(DRAWS * d).map((z) => 1.2 * z), dimension: d };
        return nearestNeighbourRelativeEntropy(x, y, { k: 3, norm: 'euclidean' }) ?? 0;
      };
      worst.of(expectMean(estimate, published, spread, 0.001));
    }
    await annotate(
      `bias of the nearest-neighbour relative entropy | means simulated by another program | 1 to 10 dimensions, 1000 draws, k = 3, 16 samples | ${worst} SE | Wang, Kulkarni & Verdú 2009`,
      'accuracy',
    );
  });

  it('give the stated information of d correlated pairs, far too small at high information or dimension', () => {
    // Spreads of the last four are not published: 0.05 is that of the others, rounded up.
    for (const [d, information, published, spread] of [
      [1, 0.5, 0.497, 0.037],
      [1, 2, 2.012, 0.044],
      [1, 5, 4.731, 0.028],
      [5, 2, 1.365, 0.05],
      [10, 2, 0.8, 0.05],
      [10, 5, 1.854, 0.05],
      [20, 2, 0.385, 0.05],
    ] as const) {
      const rho = Math.sqrt(-Math.expm1((-2 * information) / d));
      const estimate = (seed: number) => {
        const normals = lehmerNormals(2 * DRAWS * d, seed);
        const x = normals.subarray(0, DRAWS * d);
        const noise = normals.subarray(DRAWS * d);
        const y = x.map((value, i) => rho * value + Math.sqrt(1 - rho * rho) * (noise[i] ?? 0));
        return ksg1({ values: x, dimension: d }, { values: y, dimension: d }, 3) ?? 0;
      };
      expectMean(estimate, published, spread, 0.001);
    }
  });
});
