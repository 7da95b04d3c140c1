import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFloats, decodeIntegers, encodeFloats, encodeIntegers } from './arrays.ts';

const parameters = { seed: 20261123, numRuns: 300 };

test('decoding what was encoded gives the same bits, with −0 as +0', () => {
  fc.assert(
    fc.property(fc.float64Array({ noNaN: true, noDefaultInfinity: true, maxLength: 50 }), (values) => {
      const decoded = decodeFloats(encodeFloats(values, 'x'));
      expect(decoded).toEqual(values.map((value) => value + 0));
    }),
    parameters,
  );
});

test('integers of magnitude below 2⁵³ come back exactly', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger()), (values) => {
      expect(decodeIntegers(encodeIntegers(Float64Array.from(values), 'n'))).toEqual(
        Float64Array.from(values),
      );
    }),
    parameters,
  );
});

test('NaN and infinities are refused by name and index', () => {
  expect(() => encodeFloats(Float64Array.of(1, Number.NaN), 'floats')).toThrow(
    'NUMERICAL_NONFINITE: floats[1] is NaN',
  );
  expect(() => encodeFloats(Float64Array.of(Number.NEGATIVE_INFINITY), 'floats')).toThrow('floats[0]');
  expect(() => encodeIntegers(Float64Array.of(0.5), 'counts')).toThrow('counts[0] is 0.5');
});

test('an array of another type is not decoded', () => {
  const integers = encodeIntegers(Float64Array.of(1), 'counts');
  expect(() => decodeFloats(integers)).toThrow('STATISTICS_CORRUPT');
});
