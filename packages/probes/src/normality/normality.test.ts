import {
  dagostino,
  kolmogorovSmirnov,
  ksg1,
  networksForKurtosis,
  powerSums,
  shapiroWilk,
} from '@widthwise/stats';
import { describe, expect, it } from 'vitest';
import { accumulate, estimateAt, shapeOf } from '../accumulate.fixture.ts';
import { normalStream } from '../normal-stream.fixture.ts';
import { drawFeatures, type ReferenceNetwork } from '../reference-sampler.fixture.ts';
import { normality } from './index.ts';

const NETWORK: ReferenceNetwork = {
  width: 4,
  depth: 3,
  phi: (z) => Math.max(0, z),
  sigmaW2: 2,
  sigmaB2: 0.1,
  overlaps: [
    [1, 0.5],
    [0.5, 1],
  ],
  pitScale: 1.5,
};
const NETWORKS = 200;

function sweep(network: ReferenceNetwork, networks = NETWORKS, seed = 77) {
  const shape = shapeOf(network);
  const normal = normalStream(seed);
  const request = normality.features(shape, { networks: 1024 });
  const features = Array.from({ length: networks }, () => drawFeatures(network, request, normal));
  const statistics = accumulate(normality, shape, features);
  const { estimates } = normality.estimate(statistics, shape, { networks: 1024 });
  const neuron = (layer: number, a: number) =>
    Float64Array.from(features, ({ neurons }) => neurons[2 * (layer - 1) + a]! / network.pitScale);
  return {
    estimates,
    neuron,
    value: (quantity: string, layer: number) => estimateAt(estimates, quantity, layer).value,
  };
}

const RELU = sweep(NETWORK);

describe('normality', () => {
  it('tests neuron 1 of every network, in whatever order', () => {
    const sample = RELU.neuron(3, 0);
    expect(RELU.value('shapiro-wilk', 3)).toBeCloseTo(shapiroWilk(sample)?.statistic ?? 0, 12);
    expect(RELU.value('kolmogorov-smirnov-p', 3)).toBeCloseTo(
      kolmogorovSmirnov(sample, { mean: 0, standardDeviation: 1 })?.pValue ?? 0,
      12,
    );
    const { mean, sums } = powerSums(sample, 4);
    const [m2 = 0, m3 = 0, m4 = 0] = sums;
    expect(RELU.value('dagostino', 3)).toBeCloseTo(
      dagostino({ networks: NETWORKS, mean, m2, m3, m4 })?.statistic ?? 0,
      9,
    );
    const points = [0, 1].map((a) => ({ values: RELU.neuron(3, a), dimension: 1 }));
    expect(RELU.value('mutual-information', 3)).toBeCloseTo(ksg1(points[0]!, points[1]!, 3) ?? 0, 12);
  });

  // At layer 1 the null holds exactly; at width 4, layer 3, κ > 4. One seed; each p-value at layer 1 exceeds 1e-4 but once in 10,000 seeds.
  it('rejects deep narrow networks by every test of shape, and layer 1 by none', () => {
    const names = normality.quantities.map(({ name }) => name).filter((name) => name.endsWith('-p'));
    const ofShape = names.filter((name) => !/known|kolmogorov|skewness/.test(name));
    expect(ofShape.length).toBe(9);
    for (const name of ofShape) expect(RELU.value(name, 3), name).toBeLessThan(1e-4);
    const standard = sweep({ ...NETWORK, pitScale: Math.sqrt(2.1) });
    for (const name of names) expect(standard.value(name, 1), name).toBeGreaterThan(1e-4);
  });

  it('tells a wrong variance by the tests against a given law alone', () => {
    const wrong = sweep({ ...NETWORK, depth: 1, pitScale: 0.5 });
    for (const name of ['kolmogorov-smirnov-p', 'cramer-von-mises-known-p'])
      expect(wrong.value(name, 1), name).toBeLessThan(1e-3);
    for (const name of ['lilliefors-p', 'cramer-von-mises-p'])
      expect(wrong.value(name, 1), name).toBeGreaterThan(1e-3);
  });

  it('has sizes that vanish at layer 1, and the kurtosis of three sizes together', () => {
    expect(RELU.value('excess-kurtosis-scaled', 1)).toBe(0);
    expect(RELU.value('networks-needed', 1)).toBeUndefined();
    expect(RELU.value('negentropy', 1)).toBeLessThan(1e-20);
    const kurtosis = ((RELU.value('excess-kurtosis-scaled', 3) ?? 0) * 3) / 4;
    expect(RELU.value('networks-needed', 3)).toBeCloseTo(
      networksForKurtosis(kurtosis, { level: 0.05, power: 0.9 }),
      9,
    );
    expect(RELU.value('negentropy', 3)).toBeGreaterThan(0.02);
  });

  // Correlation 1.1/2.1 at layer 1: I = 0.1601; 1,000 networks, standard deviations 0.017 and 0.03, four of them.
  it('finds the Gaussian information at layer 1 by both estimates', () => {
    const { value } = sweep({ ...NETWORK, depth: 1 }, 1000);
    const exact = -0.5 * Math.log(1 - (1.1 / 2.1) ** 2);
    expect(Math.abs((value('mutual-information-gaussian', 1) ?? 0) - exact)).toBeLessThan(0.07);
    expect(Math.abs((value('mutual-information', 1) ?? 0) - exact)).toBeLessThan(0.12);
  });

  it('leaves out what one input twice and dead neurons do not have', () => {
    const twice = sweep({
      ...NETWORK,
      overlaps: [
        [1, 1],
        [1, 1],
      ],
    });
    expect(twice.value('henze-zirkler-p', 2)).toBeUndefined();
    expect(twice.value('shapiro-wilk-p', 1)).toBeDefined();
    const dead = sweep({ ...NETWORK, phi: () => 0, sigmaB2: 0 });
    for (const { quantity, value, layer } of dead.estimates) {
      if (layer === 2 && !/known|kolmogorov/.test(quantity)) expect(value, quantity).toBeUndefined();
    }
  });

  it('has one input without joint quantities', () => {
    const { estimates } = sweep({ ...NETWORK, overlaps: [[1]] }, 20);
    expect(estimates.some(({ quantity }) => quantity.startsWith('mardia'))).toBe(false);
    expect(estimates.some(({ quantity }) => quantity.startsWith('mutual'))).toBe(false);
    expect(estimateAt(estimates, 'energy-p', 3).networks).toBe(20);
  });
});
