import { describe, expect, it } from 'vitest';
import { centralSums, lehmerNormals } from '../test-support/fixtures.ts';
import { poolingDesignEffect } from './design-effect.ts';
import { kurtosisFromNorms } from './norm-overdispersion.ts';

describe('poolingDesignEffect', () => {
  it('equals the reference values for one hidden ReLU layer', () => {
    for (const [width, neurons, effect, digits] of [
      [16, 16, 2.6, 2],
      [64, 64, 3.2, 2],
      [256, 256, 3.42, 2],
      [64, 1024, 36.8, 1],
      [1e9, 1e9, 3.5, 6],
    ] as const) {
      expect(poolingDesignEffect(5 / width, neurons)).toBeCloseTo(effect, digits);
    }
  });

  it('is one for a single neuron and for a variance that networks share', () => {
    expect(poolingDesignEffect(0.3, 1)).toBeCloseTo(1, 15);
    expect(poolingDesignEffect(0, 64)).toBe(1);
    expect(() => poolingDesignEffect(-1, 1)).toThrow(RangeError);
    expect(() => poolingDesignEffect(0, 0)).toThrow(RangeError);
  });
});

describe('kurtosisFromNorms', () => {
  // 60 sweeps of 200 networks, one hidden ReLU layer of 64, 64 neurons, seed 606: mean within four standard errors, false
  // alarm 6e-5, the bias being some 3 κ/n; a spread over 60 sweeps is known to 9 %, four such errors are allowed. The
  // kurtosis of a linear network, 6/64, is the negative control.
  it('is 15/N for a ReLU layer, with the stated spread and a standard error that says so', () => {
    const [sweeps, networks, width] = [60, 200, 64];
    const normals = lehmerNormals(2 * sweeps * networks * width, 606);
    const values = new Float64Array(sweeps);
    let errors = 0;
    let at = 0;
    for (let s = 0; s < sweeps; s++) {
      const meanSquares = new Float64Array(networks);
      for (let m = 0; m < networks; m++) {
        let [kernel, squares] = [0, 0];
        for (let j = 0; j < width; j++) kernel += (2 * Math.max(0, normals[at++] ?? 0) ** 2) / width;
        for (let j = 0; j < width; j++) squares += (normals[at++] ?? 0) ** 2 / width;
        meanSquares[m] = kernel * squares;
      }
      const found = kurtosisFromNorms(centralSums(meanSquares), width);
      values[s] = found.value ?? 0;
      errors += (found.standardError ?? 0) / sweeps;
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / sweeps;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (sweeps - 1));
    expect(Math.abs(mean - 15 / width)).toBeLessThan((4 * spread) / Math.sqrt(sweeps) + 0.004);
    expect(Math.abs(mean - 6 / width)).toBeGreaterThan((4 * spread) / Math.sqrt(sweeps) + 0.004);
    expect(Math.abs(spread / 0.034 - 1)).toBeLessThan(0.36);
    expect(Math.abs(errors / spread - 1)).toBeLessThan(0.36);
  });

  it('is undefined without networks, its error for one, and refuses no neurons', () => {
    expect(kurtosisFromNorms(centralSums(new Float64Array(0)), 4).value).toBeUndefined();
    expect(kurtosisFromNorms(centralSums(Float64Array.of(1)), 4).standardError).toBeUndefined();
    expect(() => kurtosisFromNorms(centralSums(Float64Array.of(1)), 0)).toThrow(RangeError);
  });
});
