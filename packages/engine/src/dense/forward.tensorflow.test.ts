import { activations, resolveActivation } from '@widthwise/network';
import { describe, expect, it } from 'vitest';
import { forwards, resolveForward } from './forward.ts';
import { loadTensorFlow } from './load.ts';
import { Operations } from './operations.ts';

const z = Float32Array.from({ length: 401 }, (_, i) => (i - 200) / 16);
const slopes: Readonly<Record<string, readonly number[]>> = { 'leaky-relu': [0.1, -0.5, 2] };

describe('TensorFlow’s φ', () => {
  it('exists for every registered activation and no other', () => {
    expect(Object.keys(forwards)).toEqual(Object.keys(activations));
    expect(() => resolveForward({ activation: 'tahn', width: 1, depth: 1, sigmaW: 1, sigmaB: 0 })).toThrow(
      'SPEC_UNKNOWN_NAME: dense activation "tahn"',
    );
  });

  it.each(Object.keys(activations))('%s agrees with φ to float32', async (activation) => {
    const operations = new Operations((await loadTensorFlow()).binding);
    for (const negativeSlope of slopes[activation] ?? [undefined]) {
      const choice = { activation, ...(negativeSlope === undefined ? {} : { negativeSlope }) };
      const { phi } = resolveActivation(choice);
      const architecture = { ...choice, width: 1, depth: 1, sigmaW: 1, sigmaB: 0 };
      const forward = resolveForward(architecture);
      const found = operations.scope(() =>
        operations.read(forward(operations, operations.constant([z.length], z), architecture)),
      );
      z.forEach((value, i) => {
        const expected = phi(value);
        // Eigen's float32 approximations are within 8 units in the last place of max(|φ|, 2⁻⁷).
        expect(Math.abs((found[i] ?? Number.NaN) - expected)).toBeLessThan(
          8 * 2 ** -23 * Math.max(Math.abs(expected), 2 ** -7),
        );
      });
    }
  });
});
