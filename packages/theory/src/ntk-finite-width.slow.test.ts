import { type Architecture, resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { normalSource } from './gram-sampler.fixture.ts';
import { networkLaw } from './network-law.ts';
import { homogeneousNtkMoments } from './ntk-finite-width.ts';

const leaky = resolveActivation({ activation: 'leaky-relu', negativeSlope: -0.4 });
const lawOf = (width: number, depth: number, rest: Partial<Architecture>) =>
  networkLaw({ activation: 'leaky-relu', width, depth, sigmaW: 1, sigmaB: 0.1, ...rest }, 2);

/** Θ(x, x) of one network with explicit weights, by backpropagation. */
function sampleDiagonal(law: ReturnType<typeof lawOf>, x: Float64Array, normal: () => number): number {
  const scales = [law.first, ...law.blocks];
  const hidden: Float64Array[] = [];
  const weights: Float64Array[] = [];
  let y = x;
  scales.forEach(({ sigmaW, sigmaB }, layer) => {
    const width = law.widths[layer] ?? 1;
    const w = Float64Array.from(
      { length: width * y.length },
      () => (sigmaW / Math.sqrt(y.length)) * normal(),
    );
    const below = y;
    const h = Float64Array.from({ length: width }, (_, i) => {
      const row = w.subarray(i * below.length, (i + 1) * below.length);
      return row.reduce((sum, value, j) => sum + value * below[j]!, sigmaB * normal());
    });
    weights.push(w);
    hidden.push(h);
    y = h.map(leaky.phi);
  });
  let backward = Float64Array.from({ length: law.widths.at(-1) ?? 1 }, (_, i) => (i === 0 ? 1 : 0));
  let total = 0;
  for (let layer = scales.length - 1; layer >= 0; layer -= 1) {
    const below = layer === 0 ? x : (hidden[layer - 1] ?? x).map(leaky.phi);
    const { weight, bias } = law.gradients[layer] ?? { weight: 0, bias: 0 };
    const mean = below.reduce((sum, value) => sum + value * value, 0) / below.length;
    total += (weight * mean + bias) * backward.reduce((sum, value) => sum + value * value, 0);
    if (layer === 0) break;
    const [above, w] = [backward, weights[layer] ?? x];
    backward = Float64Array.from(below, (_, j) => {
      const carried = above.reduce((sum, value, i) => sum + value * w[i * below.length + j]!, 0);
      return carried * leaky.dphi(hidden[layer - 1]?.[j] ?? 0);
    });
  }
  return total;
}

describe('tangent kernel against sampled weights', () => {
  // 2 comparisons at |z| < 4 in each of 3 parameterizations: a true theory fails once in 2,600 runs.
  for (const parameterization of ['ntk', 'standard', 'mup'] as const) {
    test(`${parameterization}: mean and variance at widths 6, 3, 12, 5 lie within 4 standard errors; seed 5`, () => {
      const law = lawOf(6, 4, {
        parameterization,
        widthFactors: [1, 0.5, 2, 1],
        outputWidth: 5,
        sigmaW: 1.4,
        sigmaB: 0.4,
      });
      const normal = normalSource(5);
      const x = Float64Array.of(1, 0.5);
      const values = Array.from({ length: 40_000 }, () => sampleDiagonal(law, x, normal));
      const moment = (p: number, centre: number): number =>
        values.reduce((sum, value) => sum + (value - centre) ** p, 0) / values.length;
      const mean = moment(1, 0);
      const variance = moment(2, mean);
      const errors = [
        Math.sqrt(variance / values.length),
        Math.sqrt((moment(4, mean) - variance ** 2) / values.length),
      ] as const;
      const exact = homogeneousNtkMoments(leaky, law, 0.625);
      expect(Math.abs(mean - exact.mean) / errors[0]).toBeLessThan(4);
      expect(Math.abs(variance - exact.variance) / errors[1]).toBeLessThan(4);
      const even = homogeneousNtkMoments(leaky, { ...law, widths: [12, 12, 12, 5] }, 0.625);
      expect(Math.abs(variance - even.variance) / errors[1]).toBeGreaterThan(4);
    });
  }
});
