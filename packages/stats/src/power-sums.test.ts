import { describe, expect, it } from 'vitest';
import { mergePowerSums, type PowerSums, powerSums } from './power-sums.ts';
import { A, centralSums, relativeError } from './test-support/fixtures.ts';

function expectNear(found: PowerSums, count: number, mean: number, sums: readonly number[]): void {
  expect(found.count).toBe(count);
  expect(relativeError(found.mean, mean)).toBeLessThan(1e-13);
  for (const [p, sum] of sums.entries()) expect(relativeError(found.sums[p], sum)).toBeLessThan(1e-13);
}

describe('mergePowerSums', () => {
  it('equals the reference sums to sixth order of both parts and of the whole', () => {
    const left = powerSums(A.subarray(0, 7), 6);
    const right = powerSums(A.subarray(7), 6);
    expectNear(
      left,
      7,
      -0.00857142857142856,
      [6.42188571428571, 3.3590226122449, 15.0075192997085, 16.7701781589646, 43.9565602631206],
    );
    expectNear(
      right,
      13,
      0.245384615384615,
      [17.2387230769231, 3.69677328994083, 68.0205834439599, 36.5520918052802, 352.095848001626],
    );
    const whole = [23.954055, 8.450001435, 83.9976300640462, 72.2043880315566, 412.968738073939];
    expectNear(mergePowerSums(left, right), 20, 0.1565, whole);
    expectNear(mergePowerSums(right, left), 20, 0.1565, whole);
  });

  it('equals direct sums to eighth order, and the fourth-order fixture', () => {
    const direct = powerSums(A, 8);
    const merged = mergePowerSums(powerSums(A.subarray(0, 3), 8), powerSums(A.subarray(3), 8));
    expectNear(merged, 20, direct.mean, [...direct.sums]);
    expect(relativeError(direct.sums[2], centralSums(A).m4)).toBeLessThan(1e-14);
  });

  it('has the empty sample as identity and refuses unlike orders', () => {
    const part = powerSums(A, 4);
    const empty = powerSums(new Float64Array(0), 4);
    expect(mergePowerSums(part, empty)).toEqual(part);
    expect(mergePowerSums(empty, part)).toEqual(part);
    expect(() => mergePowerSums(part, powerSums(A, 5))).toThrow(RangeError);
  });
});
