import { UnknownNameError } from '@widthwise/network';
import { emptyStatistics, mergeStatistics } from '@widthwise/stats';
import { describe, expect, it } from 'vitest';
import { accumulate, defaultsOf, shapeOf } from './accumulate.fixture.ts';
import { combineRequests } from './combine-requests.ts';
import type { FeatureRequest } from './features.ts';
import { normalStream } from './normal-stream.fixture.ts';
import { drawFeatures, type ReferenceNetwork } from './reference-sampler.fixture.ts';
import { probes, resolveProbe } from './registry.ts';

const NETWORK: ReferenceNetwork = {
  width: 12,
  depth: 3,
  phi: Math.tanh,
  sigmaW2: 1.5,
  sigmaB2: 0.05,
  overlaps: [
    [1, 0.6, 0.1],
    [0.6, 1, 0.2],
    [0.1, 0.2, 1],
  ],
  pitScale: 1.2,
};
const SHAPE = shapeOf(NETWORK);
/** Probes of networks as this file draws them; others have laws of their own beside their code. */
const ofPropagate = Object.entries(probes).filter(([, { experiment }]) => experiment === 'propagate');
const REQUEST = combineRequests(ofPropagate.map(([, probe]) => probe.features(SHAPE, defaultsOf(probe))));
const normal = normalStream(20261123);
const FEATURES = Array.from({ length: 24 }, () => drawFeatures(NETWORK, REQUEST, normal));

describe.each(ofPropagate)('probe %s', (name, probe) => {
  const options = defaultsOf(probe);
  const layout = probe.layout(SHAPE, options);

  it('is registered under its stored name', () => {
    expect(probe.name).toBe(name);
    expect(resolveProbe(name)).toBe(probe);
    expect(Number.isInteger(probe.version) && probe.version > 0).toBe(true);
  });

  it('has options whose defaults lie in their range', () => {
    for (const option of Object.values(probe.options)) {
      expect(option.defaultValue).toBeGreaterThanOrEqual(option.minimum);
      expect(option.defaultValue).toBeLessThanOrEqual(option.maximum);
      if (option.isInteger) expect(Number.isInteger(option.defaultValue)).toBe(true);
    }
  });

  it('has the empty statistics as identity', () => {
    const some = accumulate(probe, SHAPE, FEATURES.slice(0, 5));
    expect(mergeStatistics(layout, emptyStatistics(layout), some)).toEqual(some);
    expect(mergeStatistics(layout, some, emptyStatistics(layout))).toEqual(some);
  });

  it('merges two halves to the whole, to the bit', () => {
    const halves = [
      accumulate(probe, SHAPE, FEATURES.slice(0, 8)),
      accumulate(probe, SHAPE, FEATURES.slice(8, 16), 8),
    ] as const;
    const whole = accumulate(probe, SHAPE, FEATURES.slice(0, 16));
    const merged = mergeStatistics(layout, ...halves);
    for (const part of ['floats', 'counts', 'reservoir'] as const) {
      expect(Buffer.from(merged[part].buffer).equals(Buffer.from(whole[part].buffer))).toBe(true);
    }
    expect(probe.estimate(merged, SHAPE, options)).toEqual(probe.estimate(whole, SHAPE, options));
  });

  it('observes finite numbers only', () => {
    const { floats, counts, reservoir } = accumulate(probe, SHAPE, FEATURES);
    for (const array of [floats, counts, reservoir]) expect(array.every(Number.isFinite)).toBe(true);
  });

  it('estimates nothing without networks and no standard error from one', () => {
    for (const estimate of probe.estimate(emptyStatistics(layout), SHAPE, options).estimates) {
      expect(estimate).toMatchObject({ value: undefined, standardError: undefined, networks: 0 });
    }
    const single = probe.estimate(accumulate(probe, SHAPE, FEATURES.slice(0, 1)), SHAPE, options);
    for (const { quantity, standardError } of single.estimates) {
      if (!quantity.endsWith('-rejection')) expect(standardError).toBeUndefined();
    }
  });

  it('declares every quantity it returns, and returns every quantity it declares, once per key', () => {
    const { estimates, histograms } = probe.estimate(accumulate(probe, SHAPE, FEATURES), SHAPE, options);
    const declared = probe.quantities.map((quantity) => quantity.name);
    const returned = [...estimates, ...histograms];
    expect(new Set(returned.map(({ quantity }) => quantity))).toEqual(new Set(declared));
    const keys = returned.map((item) =>
      [item.quantity, item.layer, item.step, item.inputA, item.inputB].join('/'),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('reads its part of features made for a request that asks more', () => {
    // Equal numbers of injected columns, so that both requests take the same draws.
    const own = probe.features(SHAPE, options);
    const from = (request: FeatureRequest) => {
      const features = drawFeatures(NETWORK, { ...request, pushforwardSamples: 8 }, normalStream(5));
      return accumulate(probe, SHAPE, [features]);
    };
    expect(from(REQUEST)).toEqual(from(own));
  });
});

describe('registry', () => {
  it('is alphabetical, frozen, and refuses unknown names with the nearest one', () => {
    expect(Object.keys(probes)).toEqual([...Object.keys(probes)].sort());
    expect(Object.isFrozen(probes)).toBe(true);
    expect(() => resolveProbe('overlap')).toThrow(UnknownNameError);
    expect(() => resolveProbe('overlap')).toThrow(/Did you mean "overlaps"/);
    expect(() => resolveProbe('constructor')).toThrow(UnknownNameError);
  });
});

describe('combineRequests', () => {
  const request = { probedInputs: 1, neurons: 0, pitBins: 0, pushforwardSamples: 4 };

  it('takes the maximum of each item', () => {
    const other = { probedInputs: 0, neurons: 64, pitBins: 128, pushforwardSamples: 1 };
    expect(combineRequests([request, other])).toEqual({
      probedInputs: 1,
      neurons: 64,
      pitBins: 128,
      pushforwardSamples: 4,
    });
    const derived = { tangents: { starts: [1, 4], directions: 2 }, ntkInputs: 3 };
    expect(
      combineRequests([request, { ...other, ...derived }, { ...request, jacobianGains: true }]),
    ).toMatchObject({
      ...derived,
      jacobianGains: true,
    });
    expect(combineRequests([])).toEqual({ probedInputs: 0, neurons: 0, pitBins: 0, pushforwardSamples: 0 });
  });

  it('refuses two numbers of PIT bins', () => {
    expect(() =>
      combineRequests([
        { ...request, pitBins: 64 },
        { ...request, pitBins: 128 },
      ]),
    ).toThrow(RangeError);
  });

  it('refuses tangents that start elsewhere', () => {
    const from = (...starts: number[]) => ({ ...request, tangents: { starts, directions: 1 } });
    expect(() => combineRequests([from(1, 3), from(1, 2)])).toThrow(
      /start tangents in the same layers, got 1,3 and 1,2/,
    );
  });
});
