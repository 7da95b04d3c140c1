import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { normalCdf } from '../special/normal-cdf.ts';
import { A, B, D, lehmerNormals } from '../test-support/fixtures.ts';
import {
  kolmogorovBracket,
  kolmogorovBracketOfEdges,
  kolmogorovDistance,
  kolmogorovPValue,
  kolmogorovUpperTail,
} from './kolmogorov-smirnov.ts';
import { pitBin, pitEdges } from './pit.ts';

const L = lehmerNormals(1000, 12345);
const NORMAL = { mean: 0, standardDeviation: 1 };
const relative = (value: number, reference: number) => Math.abs(value / reference - 1);

function histogram(sample: Float64Array, bins: number): Float64Array {
  const counts = new Float64Array(bins);
  const edges = pitEdges(bins);
  for (const x of sample) {
    const bin = pitBin(edges, x);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

describe('kolmogorovDistance', () => {
  it('equals the reference distances and their asymptotic p-values', async ({ annotate }) => {
    const pValueError = largestError();
    const distanceError = largestError();
    const cases: [Float64Array, number, number, number, number][] = [
      [A, 1, 0.0903823076297575, 0.989882368460488, 1e-10],
      [B, Math.sqrt(1 / 12), 0.0598796828474231, 0.843169134850343, 1e-10],
      [D, 1, 0.0880423830653736, 0.396760443151389, 1e-10],
      [L, 1, 0.0358442092812694, 0.14944348283782, 1e-9],
    ];
    for (const [sample, standardDeviation, distance, pValue, tolerance] of cases) {
      const found = kolmogorovDistance(sample, { mean: 0, standardDeviation });
      expect(distanceError.of(relative(found, distance))).toBeLessThan(tolerance);
      expect(pValueError.of(relative(kolmogorovPValue(found, sample.length), pValue))).toBeLessThan(
        tolerance,
      );
    }
    const wider = kolmogorovDistance(A, { mean: 0, standardDeviation: 1.2 });
    expect(distanceError.of(relative(wider, 0.100261775169887))).toBeLessThan(1e-10);
    await annotate(
      `Kolmogorov–Smirnov p-value, corrected limiting law | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${pValueError} relative | Kolmogorov 1933, with 1/(6√n)`,
      'accuracy',
    );
    await annotate(
      `Kolmogorov–Smirnov distance | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${distanceError} relative | Kolmogorov 1933`,
      'accuracy',
    );
  });
});

describe('kolmogorovUpperTail', () => {
  it('equals the reference values of K on both series and at its critical points', async ({ annotate }) => {
    const worst = largestError();
    const values: [number, number, number][] = [
      [0.5, 0.963945243664875, 1e-14],
      [0.8, 0.544142411574198, 1e-14],
      [1, 0.269999671677355, 2e-15],
      [2, 6.70925255779695e-4, 1e-14],
      [3, 3.04599594894253e-8, 1e-14],
      // Critical points given to six decimals, so K to 4x · 5e-7.
      [1.223848, 0.1, 4 * 1.223848 * 5e-7],
      [1.358099, 0.05, 4 * 1.358099 * 5e-7],
      [1.627624, 0.01, 4 * 1.627624 * 5e-7],
      [1.949475, 0.001, 4 * 1.949475 * 5e-7],
      // mpmath 1.4.1, 50 digits.
      [17.305354645354644, 1.513874950280778e-260, 6e-14],
    ];
    for (const [x, tail, tolerance] of values) {
      const error = relative(kolmogorovUpperTail(x), tail);
      expect(error).toBeLessThan(tolerance);
      if (tolerance < 1e-12) worst.of(error);
    }
    expect(kolmogorovUpperTail(0)).toBe(1);
    await annotate(
      `Kolmogorov limiting tail | mpmath and an independent program | 0.5 ≤ x ≤ 17.3 | ${worst} relative | Kolmogorov 1933`,
      'accuracy',
    );
  });
});

describe('kolmogorovBracket', () => {
  it('equals the reference brackets', () => {
    const counts = Float64Array.of(
      52,
      55,
      55,
      52,
      42,
      67,
      42,
      55,
      46,
      52,
      58,
      44,
      55,
      52,
      42,
      40,
      46,
      57,
      44,
      44,
    );
    expect(histogram(L, 20)).toEqual(counts);
    expect(kolmogorovBracket(counts)?.lower).toBeCloseTo(0.027, 14);
    expect(kolmogorovBracket(counts)?.upper).toBeCloseTo(0.077, 14);
    const fine = kolmogorovBracket(histogram(L, 1024));
    expect(fine?.lower).toBeCloseTo(0.035359, 6);
    expect(fine?.upper).toBeCloseTo(0.036336, 6);
  });

  it('equals the reference bracket over bins of unequal probability', () => {
    const edges = Float64Array.from({ length: 13 }, (_, k) => k / 2 - 3);
    const cumulative = [0, 0, 0, 1, 3, 6, 9, 14, 16, 18, 19, 19, 20, 20];
    const counts = new Float64Array(14);
    for (const x of A) {
      const bin = pitBin(edges, x);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    expect([...counts]).toEqual(cumulative.map((count, k) => count - (cumulative[k - 1] ?? 0)));
    const bracket = kolmogorovBracketOfEdges(counts, edges.map(normalCdf));
    expect(bracket?.lower).toBeCloseTo(0.05, 14);
    expect(bracket?.upper).toBeCloseTo(0.241462461274013, 13);
    expect(() => kolmogorovBracketOfEdges(counts, edges.subarray(1))).toThrow(RangeError);
  });

  it('always contains the distance of the raw sample', () => {
    for (const seed of [3, 77, 4242]) {
      const sample = lehmerNormals(200, seed);
      const distance = kolmogorovDistance(sample, NORMAL);
      for (const bins of [4, 16, 128]) {
        const bracket = kolmogorovBracket(histogram(sample, bins));
        expect(bracket?.lower).toBeLessThanOrEqual(distance + 1e-14);
        expect(bracket?.upper).toBeGreaterThanOrEqual(distance - 1e-14);
      }
    }
  });

  it('is undefined without counts', () => {
    expect(kolmogorovBracket(new Float64Array(8))).toBeUndefined();
  });
});

describe('pitEdges', () => {
  it('are equiprobable and antisymmetric, and a value on an edge belongs to the bin above', () => {
    const edges = pitEdges(128);
    expect(edges.length).toBe(127);
    for (const [k, edge] of edges.entries()) {
      expect(normalCdf(edge)).toBeCloseTo((k + 1) / 128, 14);
      expect(edge + (edges[126 - k] ?? 0)).toBe(0);
      expect(pitBin(edges, edge)).toBe(k + 1);
    }
    expect(pitBin(edges, -9)).toBe(0);
    expect(pitBin(edges, 9)).toBe(127);
    expect(pitEdges(1)).toEqual(new Float64Array(0));
  });
});
