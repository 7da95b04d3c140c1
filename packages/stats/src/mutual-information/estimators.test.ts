import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { A, lehmerNormals, PAIRS, relativeError } from '../test-support/fixtures.ts';
import { binnedInformation } from './binned.ts';
import { informationOfCorrelations } from './gaussian.ts';
import { ksg1, ksg2 } from './ksg.ts';
import { gaussianChannelBound, pairwiseInformationBounds, scalarCodeInformation } from './noisy-codes.ts';
import { simplexDecoderError } from './simplex-decoder.ts';

const line = (values: Float64Array) => ({ values, dimension: 1 });
const [X, Y] = [line(PAIRS.x), line(PAIRS.y)];

describe('ksg1 and ksg2', () => {
  it('equal the reference values', async ({ annotate }) => {
    const worst = largestError();
    for (const [k, first, second] of [
      [1, 0.536360970025824, 0.541655711801818],
      [3, 0.500689212800806, 0.503909249259919],
      [5, 0.515629992240376, 0.506724854667016],
    ] as const) {
      expect(worst.of(relativeError(ksg1(X, Y, k), first))).toBeLessThan(1e-12);
      expect(worst.of(relativeError(ksg2(X, Y, k), second))).toBeLessThan(1e-12);
    }
    await annotate(
      `KSG information, algorithms 1 and 2 | independent double-precision program | 200 pairs, k = 1, 3, 5 | ${worst} relative | Kraskov, Stögbauer & Grassberger 2004`,
      'accuracy',
    );
  });

  it('are symmetric and do not notice shifts or a common scale', () => {
    const [x, y] = [line(PAIRS.x.map((v) => 2 * v + 1)), line(PAIRS.y.map((v) => 2 * v - 3))];
    for (const estimate of [ksg1, ksg2]) {
      expect(estimate(Y, X, 3)).toBeCloseTo(estimate(X, Y, 3) ?? 0, 12);
      expect(estimate(x, y, 3)).toBeCloseTo(estimate(X, Y, 3) ?? 0, 12);
    }
  });

  it('lie within three standard deviations of independence when pairs are broken', () => {
    const shuffled = line(PAIRS.y.map((_, i) => PAIRS.y[(i + 71) % 200] ?? 0));
    for (const estimate of [ksg1, ksg2]) expect(Math.abs(estimate(X, shuffled, 3) ?? 1)).toBeLessThan(0.25);
  });

  it('take blocks of several coordinates, refuse unpaired ones and are undefined for one draw', () => {
    const plane = { values: lehmerNormals(200, 99), dimension: 2 };
    const same = {
      values: plane.values.map((v, i) => v + 0.3 * (lehmerNormals(200, 7)[i] ?? 0)),
      dimension: 2,
    };
    expect(ksg1(plane, same, 3)).toBeGreaterThan(1);
    expect(() => ksg1(X, plane, 3)).toThrow(RangeError);
    expect(ksg2(line(A.subarray(0, 1)), line(A.subarray(1, 2)), 1)).toBeUndefined();
  });
});

describe('sample correlation', () => {
  it('gives the reference plug-in value of the pairs', () => {
    let [x, y, xx, xy, yy] = [0, 0, 0, 0, 0];
    for (const [i, u] of PAIRS.x.entries()) {
      const v = PAIRS.y[i] ?? 0;
      x += u / 200;
      y += v / 200;
      xx += u * u;
      xy += u * v;
      yy += v * v;
    }
    const correlation = (xy - 200 * x * y) / Math.sqrt((xx - 200 * x * x) * (yy - 200 * y * y));
    expect(relativeError(informationOfCorrelations([correlation]), 0.534137212834318)).toBeLessThan(1e-10);
  });
});

describe('binnedInformation', () => {
  it('equals the reference values at eight bins on [−4, 4]', () => {
    const counts = new Float64Array(64);
    const bin = (value: number) => Math.min(7, Math.max(0, Math.floor(value + 4)));
    for (const [i, u] of PAIRS.x.entries()) {
      const at = 8 * bin(u) + bin(PAIRS.y[i] ?? 0);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    const found = binnedInformation(counts, 8);
    expect(relativeError(found?.entropyX, 1.45443049420271)).toBeLessThan(1e-13);
    expect(relativeError(found?.entropyY, 1.47383848683121)).toBeLessThan(1e-13);
    expect(relativeError(found?.entropyXY, 2.48076644987569)).toBeLessThan(1e-13);
    expect(relativeError(found?.plugIn, 0.447502531158226)).toBeLessThan(1e-12);
    expect(relativeError(found?.millerMadow, 0.427502531158226)).toBeLessThan(1e-12);
  });

  it('is ln n, all bins singletons, for a deterministic map resolved by its bins', () => {
    const identity = Float64Array.from({ length: 25 }, (_, at) => (at % 6 === 0 ? 1 : 0));
    expect(binnedInformation(identity, 5)?.plugIn).toBeCloseTo(Math.log(5), 14);
    expect(binnedInformation(identity, 5)?.singletonShare).toBe(1);
  });

  it('is undefined without counts and refuses incomplete rows', () => {
    expect(binnedInformation(new Float64Array(6), 3)).toBeUndefined();
    expect(() => binnedInformation(new Float64Array(7), 3)).toThrow(RangeError);
  });
});

describe('information of noisy codes', () => {
  const variance = Float64Array.of(23.954055 / 20);

  // Exact values: trapezoid rule for the entropy of T, in Python.
  it('equals the reference bounds and exact values, ordered lower ≤ exact ≤ upper, ln n and Gaussian bound', () => {
    const cases = [
      [0.01, 2.07957056688025, 2.239832430228396, 2.59364740503487, 2.39694509367013],
      [0.1, 1.05549675269208, 1.259095587314689, 1.68952822214235, 1.28159033944335],
      [1, 0.245945341574389, 0.3919609928552705, 0.662264115083985, 0.393706305128716],
    ] as const;
    for (const [noise, lower, exact, upper, channel] of cases) {
      const bounds = pairwiseInformationBounds(line(A), noise);
      const found = scalarCodeInformation(A, noise) ?? 0;
      expect(relativeError(bounds?.lower, lower)).toBeLessThan(1e-12);
      expect(relativeError(bounds?.upper, upper)).toBeLessThan(1e-12);
      expect(relativeError(found, exact)).toBeLessThan(1e-13);
      expect(relativeError(gaussianChannelBound(variance, noise), channel)).toBeLessThan(1e-12);
      expect(found).toBeGreaterThan(lower);
      expect(found).toBeLessThan(Math.min(upper, channel, Math.log(20)));
    }
  });

  // mpmath 1.3.0, adaptive quadrature at 25 digits.
  it('equals the reference values of a sign seen through noise', () => {
    for (const [m, reference] of [
      [0.5, 0.1114214821847362],
      [1, 0.3368308203468316],
      [1.5, 0.5267773065213734],
      [2, 0.632720193736867],
      [3, 0.6892979330290778],
    ] as const) {
      expect(relativeError(scalarCodeInformation(Float64Array.of(m, -m), 1), reference)).toBeLessThan(1e-13);
    }
  });

  it('refuses noise without variance and is undefined without codes', () => {
    expect(() => scalarCodeInformation(A, 0)).toThrow(RangeError);
    expect(() => pairwiseInformationBounds(line(A), -1)).toThrow(RangeError);
    expect(() => gaussianChannelBound(variance, 0)).toThrow(RangeError);
    expect(scalarCodeInformation(new Float64Array(0), 1)).toBeUndefined();
    expect(pairwiseInformationBounds(line(new Float64Array(0)), 1)).toBeUndefined();
  });
});

describe('ten classes on a simplex', () => {
  const CASES = [
    [2, 1.3396, 0.0011, 0.326354521],
    [3, 2.0125, 0.0008, 0.09751156225],
    [4, 2.2521, 0.0003, 0.01677776825],
    [5, 2.2975, 0.0001, 0.001657859602],
  ] as const;

  it('have the reference errors of the best decoder', () => {
    for (const [delta, , , error] of CASES) {
      expect(relativeError(simplexDecoderError(delta, 10), error)).toBeLessThan(1e-9);
    }
    expect(simplexDecoderError(0, 10)).toBeCloseTo(0.9, 12);
    expect(() => simplexDecoderError(-1, 10)).toThrow(RangeError);
    expect(() => simplexDecoderError(1, 1)).toThrow(RangeError);
  });

  // I = ln 10 − E ln(1 + Σ_j exp(δ(u_j − u_1 − δ))), 5,000 draws, seed 555: four joint standard errors, false alarm 6e-5.
  it('have an information within the pairwise bounds that agrees with the reference by simulation', () => {
    const normals = lehmerNormals(50_000, 555);
    for (const [delta, reference, referenceError] of CASES) {
      let [mean, squares] = [0, 0];
      for (let s = 0; s < 5000; s++) {
        let sum = 1;
        for (let j = 1; j < 10; j++) {
          sum += Math.exp(delta * ((normals[10 * s + j] ?? 0) - (normals[10 * s] ?? 0) - delta));
        }
        mean += Math.log(10 / sum) / 5000;
        squares += Math.log(10 / sum) ** 2 / 5000;
      }
      const variance = (squares - mean * mean) / 5000 + referenceError ** 2;
      expect(Math.abs(mean - reference)).toBeLessThan(4 * Math.sqrt(variance));
      const codes = Float64Array.from({ length: 100 }, (_, at) => (at % 11 === 0 ? delta : 0));
      const bounds = pairwiseInformationBounds({ values: codes, dimension: 10 }, 1);
      expect(bounds?.lower).toBeLessThan(reference);
      expect(bounds?.upper).toBeGreaterThan(reference);
    }
  });
});
