import { type Activation, resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import {
  entropyGapFirstOrder,
  entropyGapInfiniteWidth,
  isotropicDivergencesFirstOrder,
  isotropicDivergencesInfiniteWidth,
} from './entropy.ts';
import { meanMismatch } from './finite-width-injected.ts';
import { lengthFluctuations } from './finite-width-length.ts';
import { pairFluctuations } from './finite-width-pair.ts';
import { normalSource, sampleNetwork } from './gram-sampler.fixture.ts';
import { kernelDivergences } from './kernel-divergence.ts';
import { pairDivergenceCorrection } from './kernel-divergence-correction.ts';
import { lengthMapSlope } from './length-map.ts';
import { uniformSteps, type WidthStep } from './network-law.ts';
import { pairKernel } from './pair.ts';
import { deterministicPair, pairCorrection } from './pair-fluctuation.ts';
import type { Scales } from './scales.ts';

const DEPTH = 10;
const WIDTHS = [64, 128] as const;
const BATCHES = 100;
const NETWORKS_PER_BATCH = 120;
const SEED = 20210706;

interface Case {
  /** Layers that are looked at, of the width of layer 1. */
  readonly layers: readonly number[];
  /** N_l/N of layers 1, 2, …, over again. */
  readonly factors: readonly number[];
  readonly activation: Activation;
  readonly scales: Scales;
  /** x_a·x_b/n₀ of the pair, both of squared norm one. */
  readonly overlap: number;
}

const widthsOf = ({ factors }: Case, width: number): readonly number[] =>
  Array.from({ length: DEPTH }, (_, layer) => width * (factors[layer % factors.length] ?? 1));

const stepsOf = (sampled: Case): readonly WidthStep[] =>
  uniformSteps(sampled.scales, DEPTH).map((step, index) => ({
    ...step,
    share: 1 / (widthsOf(sampled, 1)[index] ?? Number.NaN),
  }));

const firstEntries = ({ scales, overlap }: Case): readonly [number, number, number] => {
  const length = scales.sigmaW ** 2 + scales.sigmaB ** 2;
  return [length, scales.sigmaW ** 2 * overlap + scales.sigmaB ** 2, length];
};

/**
 * Infinite-width value and first-order coefficient of every sampled quantity: X_N = leading(N) + coefficient
 * · order(N) + …
 */
interface Expansion {
  readonly leading: (width: number) => number;
  /** Of 1/N, or of N⁰ where the leading term is of order N. */
  readonly coefficient: number;
  readonly isExtensive: boolean;
}

function theory(sampled: Case, layer: number): Readonly<Record<string, Expansion>> {
  const { activation, scales } = sampled;
  const [length, overlap] = firstEntries(sampled);
  const steps = stepsOf(sampled);
  const lengths = lengthFluctuations(activation, steps, length);
  const pairs = pairFluctuations(activation, steps, deterministicPair(pairKernel(length, length, overlap)));
  const [at, pair, first] = [lengths[layer - 1], pairs[layer - 1], pairs[0]];
  const mismatch = meanMismatch(activation, steps, length)[layer - 1];
  if (at === undefined || pair === undefined || first === undefined || mismatch === undefined)
    throw new Error('no theory');
  const memory = lengths
    .slice(0, layer - 1)
    .reduce((product, { length: q }) => product * (lengthMapSlope(activation, scales, q) ?? Number.NaN), 1);
  const options = (width: number) => ({ width, firstLength: length });
  const iso = isotropicDivergencesFirstOrder(at, memory, options(0));
  const { shift, covariance, differenceShift } = pairCorrection(pair);
  const { lengthA, decorrelation } = pair.kernel;
  const divergence = pairDivergenceCorrection(pair, first.kernel);
  const leadingDivergence = kernelDivergences(
    layerOf(length, first.kernel.decorrelation),
    layerOf(lengthA, decorrelation),
  );
  if (leadingDivergence === undefined) throw new Error('singular');
  const intensive = (value: number, coefficient: number): Expansion => ({
    leading: () => value,
    coefficient,
    isExtensive: false,
  });
  const extensive = (leading: (width: number) => number, coefficient: number): Expansion => ({
    leading,
    coefficient,
    isExtensive: true,
  });
  return {
    aa: intensive(lengthA, at.shift),
    ab: intensive(lengthA * (1 - decorrelation), shift[1]!),
    difference: intensive(2 * lengthA * decorrelation, differenceShift),
    'variance of aa': intensive(0, at.variance),
    'variance of ab': intensive(0, covariance[4]!),
    'kurtosis of a': intensive(0, (3 * at.variance) / lengthA ** 2),
    kernelForward: intensive(leadingDivergence.forward, divergence.forward),
    kernelReverse: intensive(leadingDivergence.reverse, divergence.reverse),
    gap: extensive(
      (width) => entropyGapInfiniteWidth(at.length, options(width)),
      entropyGapFirstOrder(at, options(0)),
    ),
    mismatch: extensive(() => 0, mismatch),
    forward: extensive(
      (width) => isotropicDivergencesInfiniteWidth(at.length, options(width)).forward,
      iso.forward,
    ),
    reverse: extensive(
      (width) => isotropicDivergencesInfiniteWidth(at.length, options(width)).reverse,
      iso.reverse,
    ),
  };
}

const layerOf = (length: number, decorrelation: number) => ({
  lengths: Float64Array.of(length, length),
  decorrelations: Float64Array.of(0, decorrelation, decorrelation, 0),
});

/**
 * Per batch of networks, per layer, the mean of every sampled quantity, with variances and kurtosis of the
 * kernel.
 */
type Batch = readonly Readonly<Record<string, number>>[];

function sampleBatches(sampled: Case, width: number): readonly Batch[] {
  const normal = normalSource(SEED + width);
  const options = { ...sampled, widths: widthsOf(sampled, width), first: firstEntries(sampled) };
  return Array.from({ length: BATCHES }, () => {
    const networks = Array.from({ length: NETWORKS_PER_BATCH }, () => sampleNetwork(options, normal));
    return sampled.layers.map((layer) => {
      const column = (name: string): number[] =>
        networks.map((network) => network[name]?.[layer - 1] ?? Number.NaN);
      const names = Object.keys(networks[0] ?? {});
      const means = Object.fromEntries(names.map((name) => [name, meanOf(column(name))]));
      const variance = varianceOf(column('aa'));
      return {
        ...means,
        'variance of aa': variance,
        'variance of ab': varianceOf(column('ab')),
        'kurtosis of a': (3 * variance) / (means.aa ?? Number.NaN) ** 2,
      };
    });
  });
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const varianceOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
};

/**
 * Standard errors between theory's coefficient and the one extrapolated from two widths: y_N = (X_N −
 * leading) N^{1 or 0} has the expansion coefficient + O(1/N), so 2 y_128 − y_64 leaves O(1/N²).
 */
function deviations(
  sampled: readonly (readonly Batch[])[],
  index: number,
  expansions: Readonly<Record<string, Expansion>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(expansions).map(([name, { leading, coefficient, isExtensive }]) => {
      const [narrow, wide] = WIDTHS.map((width, w) => {
        const scaled = (sampled[w] ?? []).map(
          (batch) => ((batch[index]?.[name] ?? Number.NaN) - leading(width)) * (isExtensive ? 1 : width),
        );
        return { mean: meanOf(scaled), squaredError: varianceOf(scaled) / scaled.length };
      });
      if (narrow === undefined || wide === undefined) throw new Error('two widths are needed');
      const error = Math.sqrt(4 * wide.squaredError + narrow.squaredError);
      return [name, (2 * wide.mean - narrow.mean - coefficient) / error];
    }),
  );
}

const EVEN = { layers: [3, 6, 10], factors: [1] };
// The terms that extrapolation leaves, of order (5 layers/N)³ N, stay below the noise.
const SHALLOW = { layers: [3, 5], factors: [1] };
const UNEVEN = { layers: [4, 7, 10], factors: [1, 0.5, 2] };

const CASES: readonly (readonly [string, Case])[] = (
  [
    ['tanh', 1.5, 0.05, EVEN],
    ['tanh', 2.5, 0.05, EVEN],
    ['sigmoid', 9, 0.1, EVEN],
    ['tanh', 2, 0.05, UNEVEN],
    ['relu', 1.7, 0.2, SHALLOW],
    ['leaky-relu', 1.5, 0.1, SHALLOW],
    ['relu', 1.7, 0.2, { layers: [4], factors: [1, 0.5, 2] }],
  ] as const
).map(([name, sigmaW2, sigmaB2, shape]) => [
  `${name} at sigma_w² = ${sigmaW2}, N_l/N = ${shape.factors.join(', ')}`,
  {
    ...shape,
    activation: resolveActivation({
      activation: name,
      ...(name === 'leaky-relu' ? { negativeSlope: 0.3 } : {}),
    }),
    scales: { sigmaW: Math.sqrt(sigmaW2), sigmaB: Math.sqrt(sigmaB2) },
    overlap: 0.4,
  },
]);

describe('first-order corrections against sampled networks', () => {
  for (const [name, sampled] of CASES) {
    // 12 quantities at 3 layers: a true theory fails once in 200 runs (|t| > 4 with 99 degrees of freedom).
    test(`${name}: every coefficient lies within 4 standard errors; seed ${SEED}`, () => {
      const batches = WIDTHS.map((width) => sampleBatches(sampled, width));
      sampled.layers.forEach((layer, index) => {
        const expansions = theory(sampled, layer);
        const found = deviations(batches, index, expansions);
        for (const [quantity, deviation] of Object.entries(found)) {
          expect(Math.abs(deviation), `${quantity} at layer ${layer}: ${deviation.toFixed(2)}`).toBeLessThan(
            4,
          );
        }
        const bare = Object.fromEntries(
          Object.entries(expansions).map(([quantity, expansion]) => [
            quantity,
            { ...expansion, coefficient: 0 },
          ]),
        );
        const control = deviations(batches, index, bare);
        for (const quantity of ['variance of aa', 'kurtosis of a', 'forward', 'reverse', 'kernelForward']) {
          expect(
            Math.abs(control[quantity] ?? 0),
            `no correction: ${quantity} at layer ${layer}`,
          ).toBeGreaterThan(4);
        }
        const { sigmaW, sigmaB } = sampled.scales;
        const wrong = theory({ ...sampled, scales: { sigmaW: 1.02 * sigmaW, sigmaB } }, layer);
        const rejected = Object.values(deviations(batches, index, wrong)).filter(
          (value) => Math.abs(value) > 4,
        );
        expect(rejected.length, `wrong sigma_w at layer ${layer}`).toBeGreaterThan(2);
        if (sampled.factors.length === 1) return;
        const unseen = deviations(batches, index, theory({ ...sampled, factors: [1, 1, 2] }, layer));
        expect(Math.abs(unseen['kurtosis of a'] ?? 0), `narrow layer unseen at ${layer}`).toBeGreaterThan(4);
      });
    });
  }
});
