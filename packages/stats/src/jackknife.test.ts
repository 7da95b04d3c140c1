import { describe, expect, it } from 'vitest';
import { jackknife } from './jackknife.ts';
import { shapeOf } from './shape.ts';
import { A, centralSums, relativeError } from './test-support/fixtures.ts';

const kurtosisOf = (sample: Float64Array) => shapeOf(centralSums(sample))?.excessKurtosis ?? 0;

describe('jackknife', () => {
  it('equals the reference values of the excess kurtosis over four groups', () => {
    const leftOut = [0, 1, 2, 3].map((g) => kurtosisOf(A.filter((_, i) => i % 4 !== g)));
    const reference = [-0.27394723215999, -0.345978408469972, -0.0620837017053106, -0.553224519060326];
    for (const [g, value] of leftOut.entries())
      expect(relativeError(value, reference[g] ?? 0)).toBeLessThan(1e-10);
    const found = jackknife(kurtosisOf(A), leftOut);
    expect(relativeError(found?.value, 0.637558988350608)).toBeLessThan(1e-10);
    expect(relativeError(found?.standardError, 0.303985065288486)).toBeLessThan(1e-10);
  });

  it('gives back a mean and its standard error, and is undefined for one group', () => {
    const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
    const values = [1, 4, 2, 7];
    const found = jackknife(
      mean(values),
      values.map((_, g) => mean(values.filter((_, i) => i !== g))),
    );
    expect(found?.value).toBeCloseTo(3.5, 14);
    expect(found?.standardError).toBeCloseTo(Math.sqrt(21 / 3 / 4), 14);
    expect(jackknife(1, [1])).toBeUndefined();
  });
});
