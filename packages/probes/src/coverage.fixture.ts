import { BlockTree, emptyObservation, leafStatistics } from '@widthwise/stats';
import type { NetworkFeatures } from './features.ts';
import type { Estimate, EstimateKey, Probe, ProbeOptions, ProbeShape } from './probe.ts';

const NONE = new Float64Array(0);

/** Features of one network of which nothing was asked; what a probe reads is put in their place. */
export function featuresWith(
  { widths, depth, inputs }: ProbeShape,
  some: Partial<NetworkFeatures>,
): NetworkFeatures {
  return {
    widths,
    depth,
    inputs,
    request: { probedInputs: 0, neurons: 0, pitBins: 0, pushforwardSamples: 0 },
    pitScales: NONE,
    gram: NONE,
    kernel: NONE,
    powerSums: NONE,
    neurons: NONE,
    pitCounts: new Int32Array(0),
    pushforward: NONE,
    tangentNorms: NONE,
    jacobianGains: NONE,
    ntk: NONE,
    singularValues: NONE,
    ...some,
  };
}

/** Sweeps of one cell: so many replicas of so many networks each, drawn one after the other. */
export interface Sweeps {
  readonly probe: Probe<NetworkFeatures>;
  readonly shape: ProbeShape;
  readonly options: ProbeOptions;
  readonly networks: number;
  readonly replicas: number;
  readonly draw: () => NetworkFeatures;
}

/** The estimates of each sweep. */
export function* sweeps({
  probe,
  shape,
  options,
  networks,
  replicas,
  draw,
}: Sweeps): Generator<readonly Estimate[]> {
  const layout = probe.layout(shape, options);
  const observation = emptyObservation(layout);
  for (let replica = 0; replica < replicas; replica++) {
    const tree = new BlockTree(layout);
    for (let network = 0; network < networks; network++) {
      for (const array of Object.values(observation)) array.fill(0);
      probe.observe(draw(), shape, options, observation);
      tree.add(leafStatistics(layout, observation, { network, hash: network }));
    }
    yield probe.estimate(tree.finish(), shape, options).estimates;
  }
}

const keyOf = ({ quantity, layer, step, inputA, inputB }: EstimateKey): string =>
  [quantity, layer, step, inputA, inputB].join('/');

/** A stored number of which the exact value is known. */
export interface Truth extends EstimateKey {
  readonly truth: number;
}

/**
 * Share of sweeps whose nominal 95 % interval covers the truth, by quantity and key.
 *
 * @throws Error if an estimate or its standard error is undefined.
 */
export function intervalCoverage(cell: Sweeps, truths: readonly Truth[]): Map<string, number> {
  const covered = new Map(truths.map((truth) => [keyOf(truth), 0]));
  for (const estimates of sweeps(cell)) {
    const found = new Map(estimates.map((estimate) => [keyOf(estimate), estimate]));
    for (const truth of truths) {
      const key = keyOf(truth);
      const { value, standardError } = found.get(key) ?? {};
      if (value === undefined || standardError === undefined) throw new Error(`${key} is undefined`);
      const isCovered = Math.abs(value - truth.truth) < 1.959964 * standardError;
      if (isCovered) covered.set(key, (covered.get(key) ?? 0) + 1 / cell.replicas);
    }
  }
  return covered;
}
