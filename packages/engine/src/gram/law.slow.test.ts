import { normals, purposes } from '@widthwise/random';
import { expect, test } from 'vitest';
import { propagateWith } from './gram-backend.ts';
import { createKernelMachine } from './kernel.ts';
import { batchMean, type SampleMean, sampleMean, score } from './law.fixture.ts';
import { gramTask, inputsOf } from './task.fixture.ts';

/** What one network shows in its last layer: lengths of two inputs, their overlap, fourth power sum of the first. */
interface Observed {
  readonly q: number;
  readonly overlap: number;
  readonly fourth: number;
}

const depth = 4;
const correlation = 0.6;
const inputs = inputsOf([
  [1, correlation],
  [correlation, 1],
]);
const sigmaB = 0.3;

function fromGram(width: number, sigmaW: number, count: number): Observed[] {
  const all: Observed[] = [];
  propagateWith(
    createKernelMachine,
    gramTask({ activation: 'tanh', width, depth, inputs, sigmaW, sigmaB, first: 0, count }),
    (_, outcome) => {
      if ('nonFiniteLayer' in outcome) throw new Error(`layer ${outcome.nonFiniteLayer} is not finite`);
      const at = (depth - 1) * 4;
      all.push({
        q: outcome.gram[at]!,
        overlap: outcome.gram[at + 1]!,
        fourth: outcome.powerSums[at * 2 + 3]!,
      });
    },
  );
  return all;
}

/** The same network with every weight drawn: two inputs of dimension 2 with the same overlaps. */
function fromWeights(width: number, sigmaW: number, network: number): Observed {
  const second = Math.sqrt(1 - correlation ** 2);
  let x = [Float64Array.of(Math.SQRT2, 0), Float64Array.of(Math.SQRT2 * correlation, Math.SQRT2 * second)];
  for (let layer = 1; layer <= depth; layer++) {
    const fanIn = x[0]!.length;
    const z = x.map(() => new Float64Array(width));
    const row = new Float64Array(fanIn + 1);
    for (let i = 0; i < width; i++) {
      normals([5, 6], { network, layer, purpose: purposes.denseWeights, column: i }, row);
      for (const [a, values] of x.entries()) {
        let sum = 0;
        for (let j = 0; j < fanIn; j++) sum += row[j]! * values[j]!;
        z[a]![i] = (sigmaW / Math.sqrt(fanIn)) * sum + sigmaB * row[fanIn]!;
      }
    }
    x = layer === depth ? z : z.map((values) => values.map(Math.tanh));
  }
  const [a = new Float64Array(), b = new Float64Array()] = x;
  const mean = (f: (i: number) => number): number => a.reduce((sum, _, i) => sum + f(i), 0) / width;
  return { q: mean((i) => a[i]! ** 2), overlap: mean((i) => a[i]! * b[i]!), fourth: mean((i) => a[i]! ** 4) };
}

/** Mean and standard deviation of the length, mean overlap, kurtosis of z. */
function statistics(networks: readonly Observed[]): Record<string, SampleMean> {
  const average = (batch: readonly Observed[], f: (network: Observed) => number): number =>
    batch.reduce((sum, network) => sum + f(network), 0) / batch.length;
  return {
    length: sampleMean(networks.map(({ q }) => q)),
    overlap: sampleMean(networks.map(({ overlap }) => overlap)),
    lengthDeviation: batchMean(networks, (batch) => {
      const mean = average(batch, ({ q }) => q);
      return Math.sqrt(average(batch, ({ q }) => (q - mean) ** 2));
    }),
    kurtosis: batchMean(
      networks,
      (batch) => average(batch, ({ fourth }) => fourth) / average(batch, ({ q }) => q) ** 2,
    ),
  };
}

/** Largest |z| of the comparisons between 4,000 explicit networks and as many from the Gram sampler at `sigmaW`. */
function worstScore(width: number, sigmaW: number): number {
  const explicit = statistics(Array.from({ length: 4000 }, (_, network) => fromWeights(width, 1.5, network)));
  const sampled = statistics(fromGram(width, sigmaW, 4000));
  return Math.max(...Object.keys(explicit).map((name) => Math.abs(score(sampled[name]!, explicit[name]!))));
}

const worst = { explicit: 0, product: 0 };

test.each([8, 24, 64])(
  'at width %i lengths, overlaps, their spread and the kurtosis are those of explicit weights: |z| < 4, false alarm 6e-4',
  (width) => {
    const found = worstScore(width, 1.5);
    expect(found).toBeLessThan(4);
    worst.explicit = Math.max(worst.explicit, found);
  },
);

test('the same comparison rejects σ_w off by 2 %', () => {
  expect(worstScore(64, 1.53)).toBeGreaterThan(4);
});

/** z-scores of E K²/(E K)², from the kernel, and E z⁴/(3 (E z²)²), from the neurons, against the product law. */
function productLawScores(
  activation: string,
  width: number,
  critical: number,
  constant: number,
  sigmaW = critical,
): number[] {
  const lastLayer = 3;
  const kernels: number[] = [];
  const fourths: number[] = [];
  const task = gramTask({
    activation,
    width,
    depth: lastLayer,
    inputs: inputsOf([[critical ** -2]]),
    sigmaW,
    sigmaB: 0,
    first: 0,
    count: 30_000,
  });
  propagateWith(createKernelMachine, task, (_, outcome) => {
    if ('nonFiniteLayer' in outcome) throw new Error(`layer ${outcome.nonFiniteLayer} is not finite`);
    kernels.push(outcome.kernel[lastLayer - 1]! ** 2);
    fourths.push(outcome.powerSums[(lastLayer - 1) * 4 + 3]! / 3);
  });
  // The critical σ_w keeps the mean length, here 1, from layer to layer, so both means are ∏(1 + c/N) over the two layers before.
  const law: SampleMean = { mean: (1 + constant / width) ** (lastLayer - 1), standardError: 0 };
  return [score(sampleMean(kernels), law), score(sampleMean(fourths), law)];
}

const homogeneous = [
  ['relu', Math.SQRT2, 5],
  ['linear', 1, 2],
] as const;

test.each(homogeneous.flatMap((row) => [8, 32, 256].map((width) => [...row, width] as const)))(
  'excess kurtosis of %s (σ_w %f) is 3(∏(1 + %i/N) − 1) at width %i: |z| < 4, false alarm 1.3e-4',
  (activation, critical, constant, width) => {
    for (const z of productLawScores(activation, width, critical, constant)) {
      expect(Math.abs(z)).toBeLessThan(4);
      worst.product = Math.max(worst.product, Math.abs(z));
    }
  },
);

test('the largest scores of all widths are below 4', async ({ annotate }) => {
  for (const [line, found] of [
    [
      'lengths, overlaps, their spread and kurtosis by the Gram sampler, tanh | explicit weights | widths 8, 24 and 64, 4 layers, 4,000 networks',
      worst.explicit,
    ],
    [
      'excess kurtosis by the Gram sampler, relu and linear | exact product law | widths 8, 32 and 256, layer 3, 30,000 networks',
      worst.product,
    ],
  ] as const) {
    expect(found).toBeLessThan(4);
    await annotate(`${line} | ${found.toFixed(1)} SE | own`, 'accuracy');
  }
});

test('the product law rejects σ_w off by 2 % and the other activation’s constant', () => {
  expect(Math.abs(productLawScores('relu', 32, Math.SQRT2, 5, Math.SQRT2 * 1.02)[0]!)).toBeGreaterThan(4);
  expect(Math.abs(productLawScores('linear', 32, 1, 5)[0]!)).toBeGreaterThan(4);
});
