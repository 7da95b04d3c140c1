import { BlockTree, emptyObservation, leafStatistics, type Statistics } from '@widthwise/stats';
import type { NetworkFeatures } from './features.ts';
import { normalStream } from './normal-stream.fixture.ts';
import type { Estimate, Probe, ProbeOptions, ProbeShape } from './probe.ts';
import { drawFeatures, type ReferenceNetwork } from './reference-sampler.fixture.ts';

export const shapeOf = ({ width, depth, overlaps }: ReferenceNetwork): ProbeShape => ({
  widths: new Array<number>(depth).fill(width),
  depth,
  inputs: overlaps.length,
});

/** Every option at its default. */
export const defaultsOf = (probe: Pick<Probe, 'options'>): ProbeOptions =>
  Object.fromEntries(Object.entries(probe.options).map(([name, { defaultValue }]) => [name, defaultValue]));

/** Merged statistics of given networks. */
export function accumulate(
  probe: Probe<NetworkFeatures>,
  shape: ProbeShape,
  networks: readonly NetworkFeatures[],
  first = 0,
): Statistics {
  const options = defaultsOf(probe);
  const layout = probe.layout(shape, options);
  const tree = new BlockTree(layout, first);
  for (const [index, features] of networks.entries()) {
    const observation = emptyObservation(layout);
    probe.observe(features, shape, options, observation);
    const network = first + index;
    tree.add(leafStatistics(layout, observation, { network, hash: (network * 2654435761) % 2 ** 32 }));
  }
  return tree.finish();
}

/** Estimates of a probe from freshly drawn networks. */
export function sampleEstimates(
  probe: Probe<NetworkFeatures>,
  network: ReferenceNetwork,
  networks: number,
  normal: () => number,
): readonly Estimate[] {
  const shape = shapeOf(network);
  const options = defaultsOf(probe);
  const layout = probe.layout(shape, options);
  const request = probe.features(shape, options);
  const tree = new BlockTree(layout);
  const observation = emptyObservation(layout);
  for (let index = 0; index < networks; index++) {
    for (const array of Object.values(observation)) array.fill(0);
    probe.observe(drawFeatures(network, request, normal), shape, options, observation);
    tree.add(leafStatistics(layout, observation, { network: index, hash: index }));
  }
  return probe.estimate(tree.finish(), shape, options).estimates;
}

/** The estimate of a quantity at a layer, of the first input or pair. */
export function estimateAt(estimates: readonly Estimate[], quantity: string, layer: number): Estimate {
  const found = estimates.find(
    (item) =>
      item.quantity === quantity &&
      item.layer === layer &&
      (item.inputA ?? 1) === 1 &&
      (item.inputB ?? 2) === 2,
  );
  if (found === undefined) throw new Error(`no estimate of ${quantity} at layer ${layer}`);
  return found;
}

/** Share of replicas whose nominal 95 % interval covers the truth. */
export function coverage(
  probe: Probe<NetworkFeatures>,
  network: ReferenceNetwork,
  sizes: { readonly networks: number; readonly replicas: number; readonly seed: number },
  truths: readonly { readonly quantity: string; readonly layer: number; readonly truth: number }[],
): number[] {
  const normal = normalStream(sizes.seed);
  const covered = truths.map(() => 0);
  for (let replica = 0; replica < sizes.replicas; replica++) {
    const estimates = sampleEstimates(probe, network, sizes.networks, normal);
    for (const [i, { quantity, layer, truth }] of truths.entries()) {
      const { value, standardError } = estimateAt(estimates, quantity, layer);
      if (value === undefined || standardError === undefined) throw new Error(`${quantity} is undefined`);
      if (Math.abs(value - truth) < 1.959964 * standardError) covered[i]! += 1 / sizes.replicas;
    }
  }
  return covered;
}
