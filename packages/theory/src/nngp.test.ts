import { resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { largestError } from './largest-error.fixture.ts';
import { firstKernel, kernelMatrix, nngpTrajectory } from './nngp.ts';

/** x = (1, 2, −1), y = (0.5, −1, 2), n₀ = 3: x·x/3, x·y/3, y·y/3. */
const OVERLAPS = Float64Array.of(2, -3.5 / 3, -3.5 / 3, 5.25 / 3);

/** Layers 1 to 5 of (q_xx, q_yy, q_xy), computed at 40 digits and given to 10. */
const REFERENCE = {
  relu: {
    scales: { sigmaW: Math.SQRT2, sigmaB: Math.sqrt(0.1) },
    layers: [
      [4.1, 3.6, -2.2333333333],
      [4.2, 3.7, 0.4193838562],
      [4.3, 3.8, 1.5716028734],
      [4.4, 3.9, 2.2710304533],
      [4.5, 4.0, 2.7577410226],
    ],
  },
  erf: {
    scales: { sigmaW: Math.sqrt(1.5), sigmaB: Math.sqrt(0.1) },
    layers: [
      [3.1, 2.725, -1.65],
      [1.0906928036, 1.0611297223, -0.382720251],
      [0.8214740638, 0.8136949675, -0.134263738],
      [0.7405933933, 0.7378650836, 0.0025216829],
      [0.710883115, 0.7098262115, 0.1019431699],
    ],
  },
};

describe('neural network Gaussian process kernel', () => {
  const worst = largestError();
  for (const [activation, { scales, layers }] of Object.entries(REFERENCE)) {
    test(`${activation} reproduces the reference recursion to 1e-10`, () => {
      const phi = resolveActivation({ activation });
      nngpTrajectory(phi, scales, OVERLAPS, 5).forEach((layer, index) => {
        const [xx, xy, , yy] = kernelMatrix(layer);
        const expected = layers[index] ?? [];
        [xx, yy, xy].forEach((value, at) => {
          expect(worst.of(Math.abs((value ?? 0) - (expected[at] ?? 0)))).toBeLessThan(1e-10);
        });
      });
    });
  }

  test('the largest error of both recursions is below 1e-10', async ({ annotate }) => {
    expect(Number(`${worst}`)).toBeLessThan(1e-10);
    await annotate(
      `NNGP kernel, relu and erf | recursion at 40 digits, given to ten | 5 layers, 3 entries | ${worst} absolute | Lee et al. 2018`,
      'accuracy',
    );
  });

  test('nearly equal inputs keep their difference through large biases', () => {
    const overlaps = Float64Array.of(1, 1 - 2 ** -40, 1 - 2 ** -40, 1);
    const { decorrelations } = firstKernel({ sigmaW: 1, sigmaB: 3 }, overlaps);
    expect(decorrelations[1]).toBeCloseTo(2 ** -40 / 10, 25);
  });

  test('a network whose lengths vanish keeps finite decorrelations, and one whose lengths overflow ends', () => {
    const relu = resolveActivation({ activation: 'relu' });
    const zero = nngpTrajectory(relu, { sigmaW: 1, sigmaB: 0 }, Float64Array.of(0, 0, 0, 1), 3);
    expect(zero.every(({ decorrelations }) => decorrelations.every(Number.isFinite))).toBe(true);
    const unbounded = nngpTrajectory(relu, { sigmaW: 1e50, sigmaB: 0 }, Float64Array.of(1), 9);
    expect(unbounded).toHaveLength(3);
  });

  test('a matrix that is not square is refused', () => {
    expect(() => firstKernel({ sigmaW: 1, sigmaB: 0 }, new Float64Array(3))).toThrow(RangeError);
  });
});
