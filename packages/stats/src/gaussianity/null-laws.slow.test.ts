import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { centralSums, lehmerNormals } from '../test-support/fixtures.ts';
import { andersonDarling } from './anderson-darling.ts';
import { cramerVonMises } from './cramer-von-mises.ts';
import { dagostino } from './dagostino.ts';
import { energyTest } from './energy.ts';
import { eppsPulley } from './epps-pulley.ts';
import { kolmogorovExactPValue } from './kolmogorov-exact.ts';
import { kolmogorovDistance } from './kolmogorov-smirnov.ts';
import { lilliefors } from './lilliefors.ts';
import { shapiroWilk } from './shapiro-wilk.ts';

const SAMPLES = 20_000;
const worst = largestError();

/** Share of samples of `size` that are rejected. */
function shareOf(rejects: (sample: Float64Array) => boolean, size: number, seed: number): number {
  let rejected = 0;
  const values = lehmerNormals(SAMPLES * size, seed);
  for (let s = 0; s < SAMPLES; s++) if (rejects(values.subarray(s * size, (s + 1) * size))) rejected++;
  return rejected / SAMPLES;
}

/** p below 5 %. */
const at5 =
  (test: (sample: Float64Array) => { readonly pValue: number } | undefined) => (sample: Float64Array) =>
    (test(sample)?.pValue ?? 1) < 0.05;

/** Heavier tails than any normal sample. */
const cubed = (sample: Float64Array) => sample.map((z) => z * z * z);

const TESTS: readonly (readonly [string, (sample: Float64Array) => boolean, number])[] = [
  ['Anderson–Darling', at5(andersonDarling), 0.0506],
  ['Cramér–von Mises', at5(cramerVonMises), 0.0516],
  ['Lilliefors', at5(lilliefors), 0.0489],
  ['Shapiro–Wilk', at5(shapiroWilk), 0.05],
  ['Epps–Pulley at its 5 % point for 20 draws', (x) => (eppsPulley(x)?.statistic ?? 0) > 0.368, 0.05],
  ['energy at its 5 % point for 20 draws', (x) => (energyTest(x)?.statistic ?? 0) > 0.814, 0.05],
  [
    'Kolmogorov–Smirnov, exact',
    (x) => kolmogorovExactPValue(kolmogorovDistance(x, { mean: 0, standardDeviation: 1 }), x.length) < 0.05,
    0.05,
  ],
];

// 20,000 samples, seed 1234567: four standard errors of 0.154 %, false alarm 6e-5 each, and 0.1 % for the points and
// levels given to three digits. Cubed normals are the negative control.
describe.each(TESTS)('%s', (_, rejects, level) => {
  it('rejects the stated share of normal samples of 20, and far more of their cubes', () => {
    expect(worst.between(shareOf(rejects, 20, 1_234_567), level)).toBeLessThan(4 * 0.00154 + 0.001);
    expect(shareOf((sample) => rejects(cubed(sample)), 20, 1_234_567)).toBeGreaterThan(0.2);
  });
});

it('says the largest error of a level', async ({ annotate }) => {
  await annotate(
    `levels of seven Gaussianity tests at 5 % | levels simulated by another program | samples of 20, 20,000 of them | ${worst} absolute | sources of the tests`,
    'accuracy',
  );
});

describe('D’Agostino', () => {
  it('rejects the stated share of normal samples of 100', () => {
    const rejects = at5((sample) => dagostino(centralSums(sample)));
    expect(Math.abs(shareOf(rejects, 100, 7_654_321) - 0.057)).toBeLessThan(4 * 0.00164 + 0.0005);
  });
});
