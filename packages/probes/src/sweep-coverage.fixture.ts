import { BlockTree, emptyObservation, leafStatistics, normalCdf, type Statistics } from '@widthwise/stats';
import { defaultsOf } from './accumulate.fixture.ts';
import type { NetworkFeatures } from './features.ts';
import { normalStream } from './normal-stream.fixture.ts';
import type { Estimate, Probe, ProbeShape } from './probe.ts';

interface SweepSizes {
  readonly networks: number;
  readonly replicas: number;
  readonly seed: number;
}

const keyOf = ({ quantity, layer, step, inputA, inputB }: Estimate): string =>
  [
    quantity,
    ...Object.entries({ layer, step, inputA, inputB }).flatMap(([name, at]) =>
      at === undefined ? [] : [`${name} ${at}`],
    ),
  ].join(', ');

/** Draws one of the given at a time, uniformly, with replacement. */
export function drawWithReplacement<Item>(items: readonly Item[], seed: number): () => Item {
  const normal = normalStream(seed);
  return () => items[Math.floor(items.length * normalCdf(normal()))]!;
}

/** Estimates of all given networks, then of sweeps of as many as asked for, drawn from them. */
function forEachSweep(
  probe: Probe<NetworkFeatures>,
  shape: ProbeShape,
  networks: readonly NetworkFeatures[],
  sizes: SweepSizes,
  visit: (estimates: readonly Estimate[]) => void,
): void {
  const options = defaultsOf(probe);
  const layout = probe.layout(shape, options);
  const leaves = networks.map((features, network): Statistics => {
    const observation = emptyObservation(layout);
    probe.observe(features, shape, options, observation);
    return leafStatistics(layout, observation, { network, hash: network });
  });
  const merged = (members: Iterable<Statistics>): readonly Estimate[] => {
    const tree = new BlockTree(layout);
    for (const leaf of members) tree.add(leaf);
    return probe.estimate(tree.finish(), shape, options).estimates;
  };
  visit(merged(leaves));
  const draw = drawWithReplacement(leaves, sizes.seed);
  for (let replica = 0; replica < sizes.replicas; replica++)
    visit(merged(Array.from({ length: sizes.networks }, draw)));
}

/**
 * Share of sweeps whose nominal 95 % interval covers the truth, for every estimate that has a standard error. The law of a network is
 * that of many given ones, drawn with replacement; the truth of a law is then what the probe estimates from all of them, each once.
 * Its error, of their number to the −½, must be far below that of a sweep.
 */
export function sweepCoverage(
  probe: Probe<NetworkFeatures>,
  shape: ProbeShape,
  networks: readonly NetworkFeatures[],
  sizes: SweepSizes,
): Map<string, number> {
  const truths = new Map<string, number>();
  const covered = new Map<string, number>();
  let isFirst = true;
  forEachSweep(probe, shape, networks, sizes, (estimates) => {
    for (const estimate of estimates) {
      const { value, standardError } = estimate;
      const key = keyOf(estimate);
      // A standard error of 0 belongs to a constant: nothing to cover.
      if (isFirst && value !== undefined && standardError !== undefined && standardError > 0) {
        truths.set(key, value);
        covered.set(key, 0);
      }
      const truth = truths.get(key);
      if (isFirst || truth === undefined) continue;
      if (value === undefined || standardError === undefined) throw new Error(`${key} is undefined`);
      const isCovered = Math.abs(value - truth) < 1.959964 * standardError;
      covered.set(key, (covered.get(key) ?? 0) + (isCovered ? 1 / sizes.replicas : 0));
    }
    isFirst = false;
  });
  return covered;
}
