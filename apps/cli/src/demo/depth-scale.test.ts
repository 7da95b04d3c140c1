import { expect, test } from 'vitest';
import { depthScaleBetween, measureDepthScale } from './depth-scale.ts';

const decay = (scale: number, fixedPoint: number, standardError: number) =>
  Array.from({ length: 70 }, (_, i) => ({
    layer: i + 1,
    value: fixedPoint + 0.4 * Math.exp(-(i + 1) / scale),
    standardError,
  }));

test('an exponential decay gives back its scale, from the later half of what stands out of the noise', () => {
  const measured = measureDepthScale(decay(5, 0.25, 0.001), 0.25);
  expect(measured?.value).toBeCloseTo(5, 10);
  // 0.4 exp(−l/5) > 0.005 up to layer 21.
  expect(measured).toMatchObject({ from: 11, to: 21 });
});

test('the standard error is that of the logarithm of the ratio', () => {
  const measured = measureDepthScale(decay(5, 0, 1e-3), 0);
  const [near, far] = [0.4 * Math.exp(-11 / 5), 0.4 * Math.exp(-21 / 5)];
  expect(measured?.standardError).toBeCloseTo((25 / 10) * Math.hypot(1e-3 / near, 1e-3 / far), 12);
});

test('where no decay stands out, nothing is measured', () => {
  expect(measureDepthScale(decay(5, 0.25, 0.1), 0.25)).toBeUndefined();
  expect(measureDepthScale([], 0)).toBeUndefined();
  const growing = [0.1, 0.2, 0.3, 0.4].map((value, i) => ({ layer: i + 1, value, standardError: 1e-6 }));
  expect(measureDepthScale(growing, 0)).toBeUndefined();
});

test('a trajectory without noise is read between the same layers', () => {
  const layers = new Map(decay(7, 0.1, 0).map(({ layer, value }) => [layer, value]));
  expect(depthScaleBetween(layers, 0.1, { from: 5, to: 9 })).toBeCloseTo(7, 10);
  expect(depthScaleBetween(layers, 0.1, { from: 5, to: 99 })).toBeUndefined();
});
