import { resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import {
  entropyGapInfiniteWidth,
  isotropicDivergencesFirstOrder,
  isotropicDivergencesInfiniteWidth,
} from './entropy.ts';
import { largestError } from './largest-error.fixture.ts';
import { lengthTrajectory } from './length-map.ts';

const tanh = resolveActivation({ activation: 'tanh' });
const WIDTH = 784;
const SQUARED_NORM = 0.1;
const SIGMA_B2 = 0.05;

/** N = 784, |x|²/N = 0.1, σ_b² = 0.05: the first steps and the plateau, printed to 0.1 nats. */
const PLATEAUS = [
  { sigmaW2: 1.5, gaps: [118.8, 190.9, 233.4, 257.9], gap: 289.0, forward: [16.3, 39.8, 57.5], limit: 84.5 },
  { sigmaW2: 2.5, gaps: [232.7, 368.6], gap: 496.3, forward: [57.2, 129.7], limit: 214.8 },
];

describe('entropy along depth', () => {
  const worst = largestError();
  for (const { sigmaW2, gaps, gap, forward, limit } of PLATEAUS) {
    test(`tanh at sigma_w² = ${sigmaW2} reproduces the published plateau to 0.1 nats`, () => {
      const firstLength = sigmaW2 * SQUARED_NORM + SIGMA_B2;
      const scales = { sigmaW: Math.sqrt(sigmaW2), sigmaB: Math.sqrt(SIGMA_B2) };
      const lengths = lengthTrajectory(tanh, scales, firstLength, 200);
      const options = { width: WIDTH, firstLength };
      gaps.forEach((value, step) => {
        expect(worst.of(Math.abs(entropyGapInfiniteWidth(lengths[step + 1]!, options) - value))).toBeLessThan(
          0.06,
        );
      });
      forward.forEach((value, step) => {
        const { forward: kl } = isotropicDivergencesInfiniteWidth(lengths[step + 1]!, options);
        expect(worst.of(Math.abs(kl - value))).toBeLessThan(0.06);
      });
      expect(worst.of(Math.abs(entropyGapInfiniteWidth(lengths[199]!, options) - gap))).toBeLessThan(0.06);
      expect(
        worst.of(Math.abs(isotropicDivergencesInfiniteWidth(lengths[199]!, options).forward - limit)),
      ).toBeLessThan(0.06);
    });
  }

  test('the largest difference from the published values is below 0.06 nats', async ({ annotate }) => {
    expect(Number(`${worst}`)).toBeLessThan(0.06);
    await annotate(
      `relative entropies of tanh, steps and plateau | published to 0.1 nats | N = 784, σ_w² = 1.5 and 2.5, σ_b² = 0.05 | ${worst} nats | Erdmenger, Grosvenor & Jefferson 2022`,
      'accuracy',
    );
  });

  test('the docstring examples hold', () => {
    expect(entropyGapInfiniteWidth(2, { width: 100, firstLength: 1 })).toBeCloseTo(34.657359028, 9);
    const { forward } = isotropicDivergencesInfiniteWidth(2, { width: 2, firstLength: 1 });
    expect(forward).toBeCloseTo(0.1931471805599453, 15);
  });

  test('the two directions differ by what their definitions say, and vanish at equal lengths', () => {
    const options = { width: 10, firstLength: 2 };
    expect(isotropicDivergencesInfiniteWidth(2, options)).toEqual({ forward: 0, reverse: 0 });
    const { forward, reverse } = isotropicDivergencesInfiniteWidth(3, options);
    const swapped = isotropicDivergencesInfiniteWidth(2, { width: 10, firstLength: 3 });
    expect(forward).toBeCloseTo(swapped.reverse, 13);
    expect(reverse).toBeCloseTo(swapped.forward, 13);
  });

  test('a layer that copies the variance of layer 1 leaves only the two means, one nat each way', () => {
    const unchanged = isotropicDivergencesFirstOrder({ length: 2, shift: 0, variance: 0 }, 1, {
      width: 50,
      firstLength: 2,
    });
    expect(unchanged).toEqual({ forward: 1, reverse: 1 });
  });
});
