import { describe, expect, it } from 'vitest';
import { lehmerNormals, relativeError } from '../test-support/fixtures.ts';
import { andersonDarlingKnown } from './anderson-darling.ts';
import { cramerVonMisesKnown } from './cramer-von-mises.ts';
import { andersonDarlingOfCounts, chiSquareOfCounts, cramerVonMisesOfCounts } from './histogram.ts';
import { pitBin, pitEdges } from './pit.ts';

function histogram(sample: Float64Array, bins: number): Float64Array {
  const counts = new Float64Array(bins);
  const edges = pitEdges(bins);
  for (const x of sample) {
    const bin = pitBin(edges, x);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

const NORMAL = { mean: 0, standardDeviation: 1 };
const L = lehmerNormals(1000, 12345);

describe('statistics of counts', () => {
  it('equal the reference values at 20 bins', () => {
    const counts = histogram(L, 20);
    expect(relativeError(cramerVonMisesOfCounts(counts), 0.254083333333333 + 1 / 120)).toBeLessThan(1e-12);
    expect(relativeError(andersonDarlingOfCounts(counts), 1.37104994023633)).toBeLessThan(1e-9);
    expect(chiSquareOfCounts(counts)?.statistic).toBeCloseTo(19, 12);
    expect(relativeError(chiSquareOfCounts(counts)?.pValue, 0.456836125591962)).toBeLessThan(1e-12);
  });

  it('equal the reference values at 1024 bins to their six decimals', () => {
    const counts = histogram(L, 1024);
    expect(cramerVonMisesOfCounts(counts)).toBeCloseTo(0.285691, 6);
    expect(andersonDarlingOfCounts(counts)).toBeCloseTo(1.441161, 6);
  });

  // 40 samples each: the root mean square is known to 11 %; four such errors are allowed.
  it('miss W² by the stated root mean square error', () => {
    for (const [n, bins, rms] of [
      [1000, 64, 0.0038],
      [10_000, 256, 0.00086],
    ] as const) {
      let squares = 0;
      for (let s = 0; s < 40; s++) {
        const sample = lehmerNormals(n, 1000 + 17 * s);
        const exact = cramerVonMisesKnown(sample, NORMAL)?.statistic ?? 0;
        squares += ((cramerVonMisesOfCounts(histogram(sample, bins)) ?? 0) - exact) ** 2 / 40;
      }
      expect(Math.abs(Math.sqrt(squares) / rms - 1)).toBeLessThan(0.44);
    }
  });

  it('approach the statistic of the raw sample as bins narrow', () => {
    const exact = andersonDarlingKnown(L, NORMAL)?.statistic ?? 0;
    const errors = [16, 128, 4096].map((bins) =>
      Math.abs((andersonDarlingOfCounts(histogram(L, bins)) ?? 0) - exact),
    );
    expect(errors[2]).toBeLessThan(0.1 * (errors[0] ?? 0));
    expect(errors[2]).toBeLessThan(2e-3);
  });

  it('are undefined without counts', () => {
    const empty = new Float64Array(8);
    expect(cramerVonMisesOfCounts(empty)).toBeUndefined();
    expect(andersonDarlingOfCounts(empty)).toBeUndefined();
    expect(chiSquareOfCounts(empty)).toBeUndefined();
    expect(chiSquareOfCounts(Float64Array.of(5))).toBeUndefined();
  });
});
