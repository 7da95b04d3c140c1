import { andersonDarling, kolmogorovBracket } from '@widthwise/stats';
import { describe, expect, it } from 'vitest';
import { accumulate, estimateAt, shapeOf } from '../accumulate.fixture.ts';
import { normalStream } from '../normal-stream.fixture.ts';
import { drawFeatures, type ReferenceNetwork } from '../reference-sampler.fixture.ts';
import { gaussianity } from './index.ts';

const NETWORK: ReferenceNetwork = {
  width: 16,
  depth: 2,
  phi: (z) => Math.max(0, z),
  sigmaW2: 2,
  sigmaB2: 0,
  overlaps: [
    [1, 0.2],
    [0.2, 1],
  ],
  pitScale: Math.SQRT2,
};
const SHAPE = shapeOf(NETWORK);
const REQUEST = gaussianity.features(SHAPE, {});
const normal = normalStream(404);
const FEATURES = Array.from({ length: 40 }, () => drawFeatures(NETWORK, REQUEST, normal));
const STATISTICS = accumulate(gaussianity, SHAPE, FEATURES);
const RESULT = gaussianity.estimate(STATISTICS, SHAPE, {});
const value = (quantity: string, layer: number) => estimateAt(RESULT.estimates, quantity, layer).value;

describe('gaussianity', () => {
  it('has histograms that count every neuron once, and neuron 1 of every network once', () => {
    expect(RESULT.histograms.length).toBe(8);
    for (const { quantity, counts } of RESULT.histograms) {
      const total = counts.reduce((a, b) => a + b, 0);
      expect(total).toBe(quantity === 'pit-pooled' ? 40 * 16 : 40);
    }
  });

  it('brackets the Kolmogorov–Smirnov distance of those histograms', () => {
    const pooled = RESULT.histograms.find(({ quantity, layer }) => quantity === 'pit-pooled' && layer === 2);
    const bracket = kolmogorovBracket(pooled?.counts ?? new Float64Array(0));
    expect(value('ks-pooled-lower', 2)).toBe(bracket?.lower);
    expect(value('ks-pooled-upper', 2)).toBe(bracket?.upper);
  });

  it('has no conditional kurtosis at layer 1, whose kernel is fixed by the inputs', () => {
    expect(value('excess-kurtosis-conditional', 1)).toBe(0);
    expect(value('excess-kurtosis-difference', 1)).toBe(value('excess-kurtosis', 1));
    expect(value('excess-kurtosis-conditional', 2)).toBeGreaterThan(0);
  });

  it('tests neuron 1 of every network in the marginal tests', () => {
    const sample = Float64Array.from(FEATURES, ({ neurons }) => neurons[2 * 16] ?? 0);
    expect(value('anderson-darling-marginal', 2)).toBeCloseTo(andersonDarling(sample)?.statistic ?? 0, 10);
    expect(estimateAt(RESULT.estimates, 'anderson-darling-marginal', 2).networks).toBe(40);
    expect(value('jarque-bera-marginal-p', 2)).toBeCloseTo(
      Math.exp(-(value('jarque-bera-marginal', 2) ?? 0) / 2),
      14,
    );
  });

  it('keeps at most 256 networks for the sorted test, and says so', () => {
    const many = accumulate(
      gaussianity,
      SHAPE,
      Array.from({ length: 300 }, (_, i) => FEATURES[i % 40]!),
    );
    const { estimates } = gaussianity.estimate(many, SHAPE, {});
    expect(estimateAt(estimates, 'anderson-darling-marginal', 1).networks).toBe(256);
    expect(estimateAt(estimates, 'jarque-bera-marginal', 1).networks).toBe(300);
  });

  it('does not depend on the scale of the layer where the PIT scale follows it', () => {
    const scaled = {
      ...NETWORK,
      overlaps: NETWORK.overlaps.map((row) => row.map((x) => 4 * x)),
      pitScale: 2 * Math.SQRT2,
    };
    const draw = (network: ReferenceNetwork) => {
      const stream = normalStream(7);
      const features = Array.from({ length: 12 }, () => drawFeatures(network, REQUEST, stream));
      return gaussianity.estimate(accumulate(gaussianity, SHAPE, features), SHAPE, {}).estimates;
    };
    const doubled = draw(scaled);
    for (const [i, { quantity, value: found }] of draw(NETWORK).entries()) {
      expect(doubled[i]?.quantity).toBe(quantity);
      expect(doubled[i]?.value).toBeCloseTo(found ?? 0, 9);
    }
  });

  it('makes no test within networks of fewer than eight neurons', () => {
    const narrow = { ...NETWORK, width: 7 };
    const shape = shapeOf(narrow);
    const features = [drawFeatures(narrow, gaussianity.features(shape, {}), normalStream(1))];
    const { estimates } = gaussianity.estimate(accumulate(gaussianity, shape, features), shape, {});
    expect(estimateAt(estimates, 'jarque-bera-conditional-rejection', 1)).toMatchObject({
      value: undefined,
      networks: 0,
    });
  });

  it('refuses features with another number of PIT bins', () => {
    const coarse = drawFeatures(NETWORK, { ...REQUEST, pitBins: 64 }, normalStream(1));
    expect(() => accumulate(gaussianity, SHAPE, [coarse])).toThrow(/needs 128 PIT bins/);
  });
});
