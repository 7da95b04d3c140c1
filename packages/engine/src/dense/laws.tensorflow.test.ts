import { resolveActivation } from '@widthwise/network';
import type { NetworkFeatures } from '@widthwise/probes';
import { describe, expect, it } from 'vitest';
import { type DenseCase, everything, taskOfCase } from './dense-cases.ts';
import { loadDenseBackend } from './load.ts';

const networks = 1024;
const narrow = { width: 32, depth: 4, sigmaB: 0, first: 0, count: networks, features: everything };
/** σ_w that keeps the expected length: σ_w² E φ(u)² = 1. */
const cases: readonly DenseCase[] = [
  { ...narrow, activation: 'relu', sigmaW: Math.SQRT2 },
  { ...narrow, activation: 'linear', sigmaW: 1 },
];

/** One number per network. */
async function sample(
  denseCase: DenseCase,
  measure: (features: NetworkFeatures) => number,
): Promise<Float64Array> {
  const backend = await loadDenseBackend();
  const values = new Float64Array(denseCase.count);
  await backend.propagate(taskOfCase(denseCase), (network, outcome) => {
    values[network] = 'nonFiniteLayer' in outcome ? Number.NaN : measure(outcome);
  });
  return values;
}

/** (mean − expected) in standard errors over networks. */
function score(values: Float64Array, expected: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return (mean - expected) / Math.sqrt(squares / (values.length - 1) / values.length);
}

/**
 * E K^p of the last layer's kernel of an input of length one, p = 1, 2, exact at any width without biases:
 * E K = σ_w² (σ_w² E φ(u)²)^{L−1} and E K² = (E K)² (1 + c/N)^{L−1}, u ~ N(0,1), c the relative variance of φ².
 */
function exactMoments({ activation, width, depth, sigmaW }: DenseCase): readonly [number, number] {
  const { phi, homogeneousVariance = Number.NaN } = resolveActivation({ activation });
  const mean = sigmaW ** 2 * ((sigmaW ** 2 * (phi(1) ** 2 + phi(-1) ** 2)) / 2) ** (depth - 1);
  return [mean, mean ** 2 * (1 + homogeneousVariance / width) ** (depth - 1)];
}

const lastKernel = (features: NetworkFeatures): number =>
  features.kernel[4 * (features.depth - 1)] ?? Number.NaN;
const lastFourth = (features: NetworkFeatures): number =>
  features.powerSums[8 * (features.depth - 1) + 3] ?? Number.NaN;

// Every comparison here is |z| < 4 over 1024 networks at a fixed key: false alarm about 6e-5 each.
describe.each(cases)('$activation networks with explicit weights', (denseCase) => {
  const [mean, square] = exactMoments(denseCase);

  it('have the exact mean and second moment of the kernel', async () => {
    const kernels = await sample(denseCase, lastKernel);
    expect(Math.abs(score(kernels, mean))).toBeLessThan(4);
    expect(
      Math.abs(
        score(
          kernels.map((k) => k * k),
          square,
        ),
      ),
    ).toBeLessThan(4);
  });

  it('have E z⁴ = 3 E K², hence excess kurtosis 3(∏(1 + c/N) − 1)', async () => {
    expect(Math.abs(score(await sample(denseCase, lastFourth), 3 * square))).toBeLessThan(4);
  });

  it('would fail if σ_w were 2 % off', async () => {
    const kernels = await sample({ ...denseCase, sigmaW: 1.02 * denseCase.sigmaW }, lastKernel);
    expect(Math.abs(score(kernels, mean))).toBeGreaterThan(4);
  });
});

describe('injected columns', () => {
  const linear: DenseCase = { ...narrow, activation: 'linear', sigmaW: 1.3, depth: 2 };
  const layers: readonly (readonly [number, number])[] = [
    [1, 1],
    [2, linear.sigmaW ** 2],
  ];

  it.each(layers)('at layer %i have E Σ z²/N = %f (μ₁² + v₁) given the network', async (layer, gain) => {
    const differences = await sample(linear, ({ pushforward, powerSums, request }) => {
      const injected = pushforward[2 * (layer - 1) * request.pushforwardSamples + 1] ?? Number.NaN;
      return injected / linear.width - gain * (powerSums[1] ?? Number.NaN);
    });
    expect(Math.abs(score(differences, 0))).toBeLessThan(4);
    // A gain 10 % off is rejected, so the test can fail.
    const lengths = await sample(linear, ({ powerSums }) => powerSums[1] ?? Number.NaN);
    expect(
      Math.abs(
        score(
          differences.map((d, i) => d - 0.1 * gain * (lengths[i] ?? Number.NaN)),
          0,
        ),
      ),
    ).toBeGreaterThan(4);
  });
});
