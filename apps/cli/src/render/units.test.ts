import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatEstimate, formatNumber, formatSeconds, plural } from './units.ts';

test.each([
  [0.0123, '12 ms'],
  [0.4, '0.4 s'],
  [12.2, '12 s'],
  [59.7, '1 min 00 s'],
  [185, '3 min 05 s'],
  [7800, '2 h 10 min'],
  [100_800, '1 d 4 h'],
  [Number.NaN, '–'],
])('%f seconds read %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test.each([
  [512, '512 B'],
  [1536, '1.5 KiB'],
  [3.25 * 2 ** 30, '3.3 GiB'],
  [150 * 2 ** 20, '150 MiB'],
])('%f bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('an estimate is written to the second digit of its standard error', () => {
  expect(formatEstimate(0.41803, 0.00123)).toBe('0.4180 ± 0.0012');
  expect(formatEstimate(289.04, 21.7)).toBe('289 ± 22');
  expect(formatEstimate(1.5, null)).toBe('1.50000');
  expect(formatEstimate(null, 1)).toBe('–');
});

test('numbers keep their significant digits', () => {
  expect(formatNumber(1234.567, 3)).toBe('1235');
  expect(formatNumber(0.00012345, 3)).toBe('0.000123');
  expect(formatNumber(1.2e-9, 3)).toBe('1.20e-9');
  expect(formatCount(26_240)).toBe('26,240');
});

test('a noun agrees with its count', () => {
  expect([0, 1, 2_000].map((count) => plural(count, 'cell'))).toEqual(['0 cells', '1 cell', '2,000 cells']);
});
