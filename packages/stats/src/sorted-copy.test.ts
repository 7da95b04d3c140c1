import { describe, expect, it } from 'vitest';
import { sortedCopy } from './sorted-copy.ts';

/** A sequence that visits (0, 1) evenly and in no order. */
const scattered = (n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => ((i + 1) * 0.6180339887498949) % 1);
const samples: Readonly<Record<string, Float64Array>> = {
  empty: new Float64Array(),
  'one value': Float64Array.of(3),
  'even values': scattered(5_000),
  'heavy tails': scattered(5_000).map((u) => Math.tan(Math.PI * (u - 0.5)) ** 3),
  'many ties': scattered(5_000).map((u) => Math.round(7 * u)),
  'equal values': new Float64Array(2_000).fill(0.25),
  'both zeros': scattered(2_000).map((u) => (u < 0.3 ? -0 : u < 0.6 ? 0 : u)),
  infinities: scattered(2_000).map((u) => (u < 0.01 ? Number.NEGATIVE_INFINITY : u)),
  'a value that is none': scattered(2_000).map((u) => (u < 0.01 ? Number.NaN : u)),
  'a range beyond float64': scattered(2_000).map((u) => (u - 0.5) * 2 * Number.MAX_VALUE),
  subnormal: scattered(2_000).map((u) => Math.floor(9 * u) * Number.MIN_VALUE),
};

describe('a sorted copy', () => {
  it.each(Object.entries(samples))(
    'of %s is what the engine sorts, and leaves the sample as it was',
    (_, sample) => {
      const before = sample.slice();
      const sorted = sortedCopy(sample);
      const expected = sample.slice().sort();
      expect(sorted.every((value, i) => Object.is(value, expected[i]))).toBe(true);
      expect(sorted).toHaveLength(sample.length);
      expect(sample).toEqual(before);
    },
  );
});
