import { expect, test } from 'vitest';
import { describeLevel, readLevel } from './discoveries.ts';

test('a level is a number between 0 and 1, both excluded', () => {
  expect(readLevel('0.05')).toBe(0.05);
  for (const text of ['0', '1', '5%', '', '-0.1', 'x'])
    expect(() => readLevel(text), text).toThrow(/^SPEC_RANGE: --level/);
});

test('how many rejections are expected to be false is said as a number', () => {
  const family = { quantity: 'a-p', tests: 400, benjaminiHochberg: 60, benjaminiYekutieli: 41 };
  const other = { ...family, quantity: 'b-p', benjaminiHochberg: 40 };
  expect(describeLevel([family, other], 0.05)).toMatch(
    /^Of the 100 rejected by Benjamini–Hochberg at most about 5\.0 .* at most 5\.0 % /,
  );
  expect(describeLevel([{ ...family, benjaminiHochberg: 0 }], 0.05)).toMatch(/^No test is rejected\. /);
});
