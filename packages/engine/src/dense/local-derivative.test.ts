import { activations, resolveActivation } from '@widthwise/network';
import { describe, expect, it } from 'vitest';
import {
  localDerivative,
  normalizeColumns,
  pullGradient,
  pushTangent,
  squaredNorm,
} from './local-derivative.ts';

const width = 7;
const h = Float32Array.from({ length: width }, (_, i) => Math.sin(3 * i + 1) + 0.25);
const orders = [undefined, 'preactivation', 'postactivation'] as const;
const smooth = Object.keys(activations).filter(
  (activation) => activation !== 'leaky-relu' && resolveActivation({ activation }).isSmooth,
);
const cases = orders.flatMap((normalization) => smooth.map((activation) => ({ activation, normalization })));

const architectureOf = (choice: (typeof cases)[number]) => ({
  activation: choice.activation,
  width,
  depth: 2,
  sigmaW: 1,
  sigmaB: 0,
  ...(choice.normalization === undefined ? {} : { normalization: choice.normalization }),
});

/** y(h) in float64, written out a second time. */
function output({ activation, normalization }: (typeof cases)[number], values: readonly number[]): number[] {
  const { phi } = resolveActivation({ activation });
  const normalized = (v: readonly number[]): number[] => {
    const mean = v.reduce((sum, value) => sum + value, 0) / v.length;
    const variance = v.reduce((sum, value) => sum + (value - mean) ** 2, 0) / v.length;
    return v.map((value) => (value - mean) / Math.sqrt(variance));
  };
  if (normalization === 'preactivation') return normalized(values).map(phi);
  return normalization === 'postactivation' ? normalized(values.map(phi)) : values.map(phi);
}

describe.each(cases)('∂y/∂h of $activation, normalization $normalization', (choice) => {
  const derivative = localDerivative(
    architectureOf(choice),
    resolveActivation({ activation: choice.activation }),
    h,
  );
  const basis = Array.from({ length: width }, (_, j) =>
    Float64Array.from({ length: width }, (_, i) => (i === j ? 1 : 0)),
  );
  const columns = basis.map((unit) => {
    const u = unit.slice();
    pushTangent(derivative, u);
    return u;
  });

  it('is the central difference of y', () => {
    const step = 1e-5;
    basis.forEach((unit, j) => {
      const up = output(
        choice,
        Array.from(h, (value, i) => value + step * unit[i]!),
      );
      const down = output(
        choice,
        Array.from(h, (value, i) => value - step * unit[i]!),
      );
      // Truncation of second order in the step, 1e-10 times third derivatives of order ten, and rounding 2⁻⁵²/1e-5.
      up.forEach((value, i) => {
        expect(Math.abs((value - down[i]!) / (2 * step) - columns[j]![i]!)).toBeLessThan(1e-8);
      });
    });
  });

  it('has the transpose that gradients are pulled by, and the norm that gains are made of', () => {
    let squares = 0;
    basis.forEach((unit, i) => {
      const g = unit.slice();
      pullGradient(derivative, g);
      columns.forEach((column, j) => {
        expect(Math.abs(g[j]! - column[i]!)).toBeLessThan(1e-14);
        squares += column[i]! ** 2;
      });
    });
    expect(Math.abs(squaredNorm(derivative) / squares - 1)).toBeLessThan(1e-12);
  });
});

describe('normalizeColumns', () => {
  it('gives every column mean 0 and mean square 1', () => {
    const out = normalizeColumns(Float32Array.of(1, 2, 4, -1, 0, 10), 3);
    for (const column of [out.subarray(0, 3), out.subarray(3)]) {
      expect(Math.abs(column.reduce((sum, v) => sum + v, 0))).toBeLessThan(4 * 2 ** -23);
      expect(Math.abs(column.reduce((sum, v) => sum + v * v, 0) / 3 - 1)).toBeLessThan(4 * 2 ** -23);
    }
  });

  it('is not finite where all entries are equal: nothing stands for 0/0', () => {
    expect(normalizeColumns(Float32Array.of(2, 2, 2), 3).some(Number.isFinite)).toBe(false);
  });
});
