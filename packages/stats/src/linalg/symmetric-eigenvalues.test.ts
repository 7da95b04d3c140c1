import { describe, expect, it } from 'vitest';
import { symmetricEigenvalues } from './symmetric-eigenvalues.ts';

describe('symmetricEigenvalues', () => {
  it('equals the closed form 2 − 2 cos(kπ/(d + 1)) of the second difference', () => {
    const d = 12;
    const matrix = new Float64Array(d * d);
    for (let i = 0; i < d; i++) {
      matrix[i * d + i] = 2;
      if (i + 1 < d) {
        matrix[i * d + i + 1] = -1;
        matrix[(i + 1) * d + i] = -1;
      }
    }
    const found = symmetricEigenvalues(matrix).sort();
    for (const [k, value] of found.entries()) {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (d + 1)), 13);
    }
  });

  it('keeps the trace and the sum of squares', () => {
    const matrix = Float64Array.of(1.2, 0.3, -0.1, 0.3, 0.9, 0.2, -0.1, 0.2, 1.5);
    const found = symmetricEigenvalues(matrix);
    expect(found.reduce((sum, value) => sum + value, 0)).toBeCloseTo(3.6, 14);
    const squares = matrix.reduce((sum, value) => sum + value * value, 0);
    expect(found.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(squares, 14);
  });

  it('leaves a diagonal matrix alone and refuses one that is not square', () => {
    expect([...symmetricEigenvalues(Float64Array.of(3, 0, 0, -2))]).toEqual([3, -2]);
    expect(() => symmetricEigenvalues(new Float64Array(3))).toThrow(RangeError);
  });
});
