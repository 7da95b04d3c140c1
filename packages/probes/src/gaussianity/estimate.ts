import {
  andersonDarling,
  groupAt,
  jarqueBera,
  kolmogorovBracket,
  momentsAt,
  type Statistics,
  type StatisticsLayout,
} from '@widthwise/stats';
import type { Estimate, Histogram, ProbeResult, ProbeShape } from '../probe.ts';
import {
  conditionalExcessKurtosis,
  kurtosisDifference,
  pooledExcessKurtosis,
  pooledSkewness,
} from './kurtosis.ts';
import { gaussianityLayout, gaussianityPlan, PIT_BINS } from './layout.ts';
import { rejectionShare } from './rejection-share.ts';

/** Below this many networks the marginal tests are not made: their null laws are asymptotic. */
const FEWEST_NETWORKS = 8;

/** Estimates at (layer, inputA), rejection shares at (layer, input 1), and the two PIT histograms at (layer, inputA). */
export function estimateGaussianity(statistics: Statistics, shape: ProbeShape): ProbeResult {
  const plan = gaussianityPlan(shape);
  const { probedInputs } = plan;
  const merged = { statistics, layout: gaussianityLayout(shape), plan };
  const estimates: Estimate[] = [];
  const histograms: Histogram[] = [];
  for (let layer = 1; layer <= shape.depth; layer++) {
    for (let inputA = 1; inputA <= probedInputs; inputA++) {
      const row = (layer - 1) * probedInputs + inputA - 1;
      const key = { layer, inputA };
      estimates.push(...kurtosisEstimates(merged, row, key));
      estimates.push(...marginalTests(merged, row, key));
      const both = histogramsOf(merged, row, key);
      histograms.push(...both);
      estimates.push(...both.flatMap((histogram) => bracketEstimates(histogram, statistics.networks)));
    }
    estimates.push(...rejectionShares(merged, layer));
  }
  return { estimates, histograms };
}

/** Merged statistics with what says where things stand in them. */
interface Merged {
  readonly statistics: Statistics;
  readonly layout: StatisticsLayout;
  readonly plan: ReturnType<typeof gaussianityPlan>;
}

interface RowKey {
  readonly layer: number;
  readonly inputA: number;
}

function kurtosisEstimates({ statistics, layout }: Merged, row: number, key: RowKey): Estimate[] {
  const { networks } = statistics;
  const group = groupAt(layout, statistics, row);
  const kernel = momentsAt(layout, statistics, row);
  return [
    { quantity: 'excess-kurtosis', ...key, networks, ...pooledExcessKurtosis(group) },
    { quantity: 'excess-kurtosis-conditional', ...key, networks, ...conditionalExcessKurtosis(kernel) },
    { quantity: 'excess-kurtosis-difference', ...key, networks, ...kurtosisDifference(group, kernel) },
    { quantity: 'skewness', ...key, networks, ...pooledSkewness(group) },
  ];
}

function marginalTests({ statistics, layout, plan }: Merged, row: number, key: RowKey): Estimate[] {
  const { rows } = plan;
  const { networks, reservoir } = statistics;
  const moments = networks < FEWEST_NETWORKS ? undefined : momentsAt(layout, statistics, rows + row);
  const jb = moments === undefined ? undefined : jarqueBera(moments);
  const stride = rows + 2;
  const sample = Float64Array.from(
    { length: reservoir.length / stride },
    (_, index) => reservoir[index * stride + 2 + row] ?? 0,
  );
  const ad = andersonDarling(sample);
  const tested = { ...key, networks, standardError: undefined };
  const sorted = { ...tested, networks: sample.length };
  return [
    { quantity: 'jarque-bera-marginal', ...tested, value: jb?.statistic },
    { quantity: 'jarque-bera-marginal-p', ...tested, value: jb?.pValue },
    { quantity: 'anderson-darling-marginal', ...sorted, value: ad?.statistic },
    { quantity: 'anderson-darling-marginal-p', ...sorted, value: ad?.pValue },
  ];
}

function histogramsOf({ statistics, plan }: Merged, row: number, key: RowKey): Histogram[] {
  const { marginalCounts } = plan;
  const slice = (offset: number) =>
    statistics.counts.slice(offset + row * PIT_BINS, offset + (row + 1) * PIT_BINS);
  return [
    { quantity: 'pit-pooled', ...key, counts: slice(0) },
    { quantity: 'pit-marginal', ...key, counts: slice(marginalCounts) },
  ];
}

function bracketEstimates({ quantity, counts, ...key }: Histogram, networks: number): Estimate[] {
  const name = quantity.replace('pit-', 'ks-');
  const bracket = kolmogorovBracket(counts);
  const item = { ...key, networks, standardError: undefined };
  return [
    { quantity: `${name}-lower`, ...item, value: bracket?.lower },
    { quantity: `${name}-upper`, ...item, value: bracket?.upper },
  ];
}

function rejectionShares({ statistics, plan }: Merged, layer: number): Estimate[] {
  const { counts } = statistics;
  const at = plan.testCounts + 3 * (layer - 1);
  const networks = counts[at] ?? 0;
  const key = { layer, inputA: 1, networks };
  return [
    {
      quantity: 'jarque-bera-conditional-rejection',
      ...key,
      ...rejectionShare(counts[at + 1] ?? 0, networks),
    },
    {
      quantity: 'anderson-darling-conditional-rejection',
      ...key,
      ...rejectionShare(counts[at + 2] ?? 0, networks),
    },
  ];
}
