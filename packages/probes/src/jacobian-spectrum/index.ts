import {
  meanOf,
  momentsAt,
  type Observation,
  type Statistics,
  type StatisticsLayout,
} from '@widthwise/stats';
import type { NetworkFeatures } from '../features.ts';
import type { Estimate, Probe, ProbeOptions, ProbeResult, ProbeShape } from '../probe.ts';

const NAMES = [
  'squared-singular-value-mean',
  'squared-singular-value-relative-variance',
  'singular-value-largest',
  'singular-value-smallest',
] as const;

const layout: StatisticsLayout = { moments: NAMES.length, groups: [], counts: 1, reservoir: undefined };

/** Singular values of an N_L × N_1 matrix. */
const valueCount = ({ widths }: ProbeShape): number => Math.min(widths[0] ?? 0, widths.at(-1) ?? 0);

function observe(
  features: NetworkFeatures,
  shape: ProbeShape,
  _options: ProbeOptions,
  out: Observation,
): void {
  const values = features.singularValues.subarray(0, valueCount(shape));
  let [squares, fourths] = [0, 0];
  for (const s of values) {
    squares += (s * s) / values.length;
    fourths += s ** 4 / values.length;
  }
  const relativeVariance = fourths / squares ** 2 - 1;
  out.moments.set([squares, 0, values[0]!, values[values.length - 1]!]);
  if (Number.isFinite(relativeVariance)) out.moments[1] = relativeVariance;
  else out.counts[0] = 1;
}

/** All at (layer = L, inputA = 1). The relative variance is undefined if the Jacobian of even one network vanished. */
function estimate(statistics: Statistics, shape: ProbeShape): ProbeResult {
  const { networks } = statistics;
  const estimates = NAMES.map((quantity, index): Estimate => {
    const isMissing = index === 1 && statistics.counts[0] !== 0;
    const mean = meanOf(momentsAt(layout, statistics, index));
    const value = isMissing ? { value: undefined, standardError: undefined } : mean;
    return { quantity, layer: shape.depth, inputA: 1, networks, ...value };
  });
  return { estimates, histograms: [] };
}

/** Singular values of the Jacobian between the first and the last layer: how far an initialization is from isometry. */
export const jacobianSpectrum: Probe<NetworkFeatures> = {
  name: 'jacobian-spectrum',
  experiment: 'propagate',
  needsWeights: true,
  version: 1,
  options: {},
  quantities: [
    {
      name: 'squared-singular-value-mean',
      symbol: '⟨s²⟩',
      unit: '1',
      description: 'Mean over networks of the mean squared singular value of ∂h^L/∂h^1 at input 1.',
    },
    {
      name: 'squared-singular-value-relative-variance',
      symbol: '⟨s⁴⟩/⟨s²⟩² − 1',
      unit: '1',
      description:
        'Mean over networks of the relative variance of squared singular values; 0 for an isometry. Undefined if a Jacobian vanished.',
    },
    {
      name: 'singular-value-largest',
      symbol: 's_max',
      unit: '1',
      description: 'Mean over networks of the largest singular value.',
    },
    {
      name: 'singular-value-smallest',
      symbol: 's_min',
      unit: '1',
      description: 'Mean over networks of the smallest of min(N_1, N_L) singular values.',
    },
  ],
  features: (shape) => ({
    probedInputs: 0,
    neurons: 0,
    pitBins: 0,
    pushforwardSamples: 0,
    singularValues: valueCount(shape),
  }),
  layout: () => layout,
  observe,
  estimate,
};
