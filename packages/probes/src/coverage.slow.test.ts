import { describe, expect, it } from 'vitest';
import { coverage, estimateAt, sampleEstimates } from './accumulate.fixture.ts';
import { gaussianity } from './gaussianity/index.ts';
import { normalStream } from './normal-stream.fixture.ts';
import { overlaps } from './overlaps/index.ts';
import type { ReferenceNetwork } from './reference-sampler.fixture.ts';
import { relativeEntropy } from './relative-entropy/index.ts';

const RELU = (z: number) => Math.max(0, z);
const LINEAR = (z: number) => z;
const base = { sigmaW2: 1, sigmaB2: 0, pitScale: 1 };

/** A share of 2,000 replicas has a standard error of 0.49 % at 95 %: 93 to 97 % is 4 of them, false alarm 6e-5 each. */
const REPLICAS = 2000;
function expectNominal(shares: readonly number[]): void {
  for (const share of shares) {
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.97);
  }
}

/** Exact excess kurtosis at a layer of a bias-free relu network of equal widths: 3(∏(1 + 5/N) − 1). */
const reluKurtosis = (width: number, layer: number) => 3 * ((1 + 5 / width) ** (layer - 1) - 1);

describe('nominal 95 % intervals cover the exact value in 93 to 97 % of sweeps', () => {
  it('of length, overlap and correlation in linear networks, whose means follow the infinite-width law exactly', () => {
    const network: ReferenceNetwork = {
      ...base,
      width: 8,
      depth: 2,
      phi: LINEAR,
      overlaps: [
        [1, 0.9],
        [0.9, 1.5],
      ],
    };
    const c = 0.9 / Math.sqrt(1.5);
    const truths = [
      { quantity: 'length', layer: 2, truth: 1 },
      { quantity: 'overlap', layer: 2, truth: 0.9 },
      { quantity: 'correlation', layer: 2, truth: c },
      { quantity: 'decorrelation', layer: 2, truth: 1 - c },
    ];
    const sizes = { networks: 96, replicas: REPLICAS, seed: 31 };
    expectNominal(coverage(overlaps, network, sizes, truths));
    const [wrong = 1] = coverage(overlaps, network, { ...sizes, replicas: 400 }, [
      { quantity: 'correlation', layer: 2, truth: c + 0.02 },
    ]);
    expect(wrong).toBeLessThan(0.9);
  });

  it('of relative entropy, gap and mismatch in linear networks, by exact expectations at layer 2', () => {
    const width = 16;
    const network: ReferenceNetwork = { ...base, width, depth: 2, phi: LINEAR, overlaps: [[1]] };
    // v_m = K_m χ²_{N−1}/N and K_2 = K_1 χ²_N/N are independent, so E ln(v_2/v_1) = ψ(N/2) + ln(2/N): the χ²_{N−1} parts
    // cancel in the mean but v_1 shares its χ²_N with K_2: E ln v_1 = ψ((N−1)/2) + ln(2/N), E ln v_2 adds E ln K_2.
    const gap = (width / 2) * (digamma(width / 2) + Math.log(2 / width));
    // Given layer 1 of input x and column y, rows are normal with slope β = Σxy/Σx²; averaging the residual, 1/v and z̄²/v.
    const slopeSquared = 3 / (width * (width + 2)) + (1 - 1 / width) / width;
    const mismatch =
      (width / 2) *
        (slopeSquared +
          ((1 - slopeSquared) * width) / (width - 3) +
          (1 - 2 / width + slopeSquared) / (width - 3)) -
      width / 2;
    const truths = [
      { quantity: 'entropy-gap', layer: 2, truth: gap },
      { quantity: 'entropy-mismatch', layer: 2, truth: mismatch },
      { quantity: 'relative-entropy', layer: 2, truth: gap + mismatch },
    ];
    const sizes = { networks: 96, replicas: REPLICAS, seed: 33 };
    expectNominal(coverage(relativeEntropy, network, sizes, truths));
    const [wrong = 1] = coverage(relativeEntropy, network, { ...sizes, replicas: 400 }, [
      { quantity: 'entropy-gap', layer: 2, truth: gap + 0.6 },
    ]);
    expect(wrong).toBeLessThan(0.9);
  });
});

/** ψ(x) by its recurrence and asymptotic series. */
function digamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < 10; y++) shift -= 1 / y;
  const r = 1 / (y * y);
  return shift + Math.log(y) - 1 / (2 * y) - r * (1 / 12 - r * (1 / 120 - r / 252));
}

describe('the relu law of excess kurtosis', () => {
  // |z| < 4: false alarm 6e-5 per comparison. Negative control: the law of linear networks (2/N) must fail.
  it('holds at widths 8, 32 and 128 for both estimators, and the linear law does not', () => {
    for (const [index, width] of [8, 32, 128].entries()) {
      const network: ReferenceNetwork = { ...base, width, depth: 2, phi: RELU, sigmaW2: 2, overlaps: [[1]] };
      const estimates = sampleEstimates(gaussianity, network, 8192, normalStream(50 + index));
      for (const quantity of ['excess-kurtosis', 'excess-kurtosis-conditional']) {
        const { value = 0, standardError = 0 } = estimateAt(estimates, quantity, 2);
        expect(Math.abs(value - reluKurtosis(width, 2))).toBeLessThan(4 * standardError);
        expect(Math.abs(value - 6 / width)).toBeGreaterThan(4 * standardError);
      }
    }
  });
});

describe('the published plateau of relative entropy, tanh at width 784, σ_b² = 0.05', () => {
  const networks = 24;
  const tolerance = (5 * 22) / Math.sqrt(networks) + 5;
  const deep = (sigmaW2: number, squaredNorm: number): ReferenceNetwork => ({
    width: 784,
    depth: 8,
    phi: Math.tanh,
    sigmaW2,
    sigmaB2: 0.05,
    overlaps: [[squaredNorm]],
    pitScale: 1,
  });

  // Values of (N/2) ln(q^m/q¹) for |x|²/N = 0.1, and the single-network spread of 22 nats, as published for 12 networks.
  it('rises as the infinite-width entropy gap, in the first layers and at the plateau', () => {
    const estimates = sampleEstimates(relativeEntropy, deep(1.5, 0.1), networks, normalStream(61));
    for (const [index, gap] of [118.8, 190.9, 233.4, 257.9].entries()) {
      const { value = 0 } = estimateAt(estimates, 'relative-entropy', index + 2);
      expect(Math.abs(value - gap)).toBeLessThan(tolerance);
    }
    const chaotic = sampleEstimates(relativeEntropy, deep(2.5, 0.1), networks, normalStream(62));
    for (const [index, gap] of [232.7, 368.6].entries()) {
      expect(Math.abs((estimateAt(chaotic, 'relative-entropy', index + 2).value ?? 0) - gap)).toBeLessThan(
        tolerance,
      );
      expect(
        Math.abs((estimateAt(estimates, 'relative-entropy', index + 2).value ?? 0) - gap),
      ).toBeGreaterThan(tolerance);
    }
  });

  it('is absent when the first layer starts at the fixed point', () => {
    const estimates = sampleEstimates(relativeEntropy, deep(1.5, 0.245358), networks, normalStream(63));
    for (let layer = 2; layer <= 8; layer++) {
      const { value = 0, standardError = 0 } = estimateAt(estimates, 'relative-entropy', layer);
      expect(Math.abs(value)).toBeLessThan(5 * standardError);
    }
  });
});
