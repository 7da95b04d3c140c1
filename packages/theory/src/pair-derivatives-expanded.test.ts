import { resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import type { PairKernel } from './pair.ts';
import { pairDerivatives } from './pair-derivatives.ts';
import { expandedPairDerivatives } from './pair-derivatives-expanded.ts';
import type { PairFluctuation } from './pair-fluctuation.ts';

const stateAt = (kernel: PairKernel): PairFluctuation => ({
  kernel,
  shift: new Float64Array(3),
  covariance: Float64Array.of(2, 0.3, 0.5, 0.3, 1.5, -0.2, 0.5, -0.2, 2.2),
});
const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('expanded derivatives of a pair', () => {
  for (const name of ['tanh', 'erf', 'sigmoid', 'gelu', 'silu', 'sin']) {
    test(`${name}: they are those of quadrature over the plane, to 1e-7 of the largest`, () => {
      const activation = resolveActivation({ activation: name });
      for (const [lengthA, lengthB, decorrelation] of [
        [1.3, 0.8, 0.35],
        [0.5, 0.5, 0.05],
        [0.02, 0.03, 0.9],
        [6, 2, 1.4],
        [1, 1, 1.9],
      ] as const) {
        const state = stateAt({ lengthA, lengthB, decorrelation });
        const plane = pairDerivatives(activation, state);
        const expanded = expandedPairDerivatives(activation, state);
        for (const part of ['jacobian', 'curvature', 'noise'] as const) {
          plane[part].forEach((value, at) => {
            const error = Math.abs((expanded?.[part][at] ?? Number.NaN) - value);
            expect(
              error / largest(plane[part]),
              `${part} ${at} at ${lengthA}, ${decorrelation}`,
            ).toBeLessThan(1e-7);
          });
        }
      }
    });
  }

  test('near c = 1, and at lengths without an expansion, there are none', () => {
    const tanh = resolveActivation({ activation: 'tanh' });
    expect(
      expandedPairDerivatives(tanh, stateAt({ lengthA: 1, lengthB: 1, decorrelation: 1e-3 })),
    ).toBeUndefined();
    expect(
      expandedPairDerivatives(tanh, stateAt({ lengthA: 20, lengthB: 1, decorrelation: 0.5 })),
    ).toBeUndefined();
  });
});
