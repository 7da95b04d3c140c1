import { describe, expect, it } from 'vitest';
import { lehmerNormals, relativeError } from '../test-support/fixtures.ts';
import {
  gaussianInformation,
  gaussianInformationBias,
  gaussianTotalCorrelation,
  informationOfCorrelations,
} from './gaussian.ts';

const S0 = Float64Array.of(1.2, 0.3, -0.1, 0.3, 0.9, 0.2, -0.1, 0.2, 1.5);

describe('gaussianInformation and gaussianTotalCorrelation', () => {
  it('equal the reference values', () => {
    expect(relativeError(gaussianInformation(S0, 1), 0.0522563493677435)).toBeLessThan(1e-13);
    expect(relativeError(gaussianTotalCorrelation(S0), 0.0672950769863824)).toBeLessThan(1e-13);
  });

  it('obey the chain rule: total correlation is I(1;23) + I(2;3)', () => {
    const rest = gaussianInformation(Float64Array.of(0.9, 0.2, 0.2, 1.5), 1);
    expect(gaussianInformation(S0, 1) + rest).toBeCloseTo(gaussianTotalCorrelation(S0), 15);
  });

  it('do not depend on units', () => {
    const scaled = S0.map((value, at) => value * [3, 1, 0.1][at % 3]! * [3, 1, 0.1][Math.floor(at / 3)]!);
    expect(gaussianInformation(scaled, 1)).toBeCloseTo(gaussianInformation(S0, 1), 14);
  });

  it('refuse splits without both parts', () => {
    expect(() => gaussianInformation(S0, 0)).toThrow(RangeError);
    expect(() => gaussianInformation(S0, 3)).toThrow(RangeError);
  });
});

describe('informationOfCorrelations', () => {
  it('equals the reference correlations of twenty pairs', () => {
    const correlations = [
      [2, 0.425757262911648],
      [4, 0.574177632762162],
      [6, 0.671705563402577],
      [8, 0.742072123100429],
      [10, 0.79506009762065],
    ] as const;
    for (const [information, rho] of correlations) {
      expect(relativeError(informationOfCorrelations(new Array(20).fill(rho)), information)).toBeLessThan(
        1e-13,
      );
    }
    expect(informationOfCorrelations([0.8])).toBeCloseTo(0.510825623766, 12);
    expect(() => informationOfCorrelations([1])).toThrow(RangeError);
  });
});

describe('gaussianInformationBias', () => {
  it('equals the reference values', () => {
    const cases = [
      [50, 2, 3, 0.0652379484016858],
      [100, 1, 1, 0.00512807028189322],
      [1000, 10, 10, 0.0505825306501109],
      [500, 64, 64, 4.73064668788464],
    ] as const;
    for (const [n, dx, dy, bias] of cases) {
      expect(relativeError(gaussianInformationBias(n, dx, dy), bias)).toBeLessThan(1e-12);
    }
    expect(() => gaussianInformationBias(4, 2, 2)).toThrow(RangeError);
  });

  // 4,000 samples of 20 pairs, seed 2718; four standard errors, false alarm 6e-5. No correction must fail the same check.
  it('is the mean error of the plug-in estimate, and its variance at independence is about 1/(2n²)', () => {
    const [samples, size] = [4000, 20];
    const values = lehmerNormals(2 * samples * size, 2718);
    let [mean, squares] = [0, 0];
    for (let s = 0; s < samples; s++) {
      const at = 2 * s * size;
      let [x, y, xx, xy, yy] = [0, 0, 0, 0, 0];
      for (let i = at; i < at + 2 * size; i += 2) {
        const [u, v] = [values[i] ?? 0, values[i + 1] ?? 0];
        x += u / size;
        y += v / size;
        xx += u * u;
        xy += u * v;
        yy += v * v;
      }
      const correlation = (xy - size * x * y) / Math.sqrt((xx - size * x * x) * (yy - size * y * y));
      const found = informationOfCorrelations([correlation]);
      mean += found / samples;
      squares += (found * found) / samples;
    }
    const variance = squares - mean * mean;
    const standardError = Math.sqrt(variance / samples);
    expect(Math.abs(mean - gaussianInformationBias(size, 1, 1))).toBeLessThan(4 * standardError);
    expect(mean).toBeGreaterThan(4 * standardError);
    expect(relativeError(variance, 1 / (2 * size * size))).toBeLessThan(0.35);
  });
});
