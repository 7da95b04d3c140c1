import { expect, test } from 'vitest';
import { divide, multiply, ONE, PI, squareRoot, toNumber } from './fixed-point.ts';

test('π agrees with its first 36 decimal digits', () => {
  const digits = 3141592653589793238462643383279502884n;
  expect((PI * 10n ** 36n) / ONE).toBe(digits);
});

test('the square root squares back to within two units', () => {
  for (const x of [2n * ONE, PI, ONE / 7n]) {
    const root = squareRoot(x);
    const error = x - multiply(root, root);
    expect(error >= -4n && error <= 8n).toBe(true);
  }
  expect(toNumber(squareRoot(2n * ONE))).toBe(Math.SQRT2);
});

test('conversion rounds to the nearest float64', () => {
  expect(toNumber(divide(ONE, 3n * ONE))).toBe(1 / 3);
  expect(toNumber(-divide(2n * ONE, 3n * ONE))).toBe(-2 / 3);
  expect(toNumber(PI)).toBe(Math.PI);
});
