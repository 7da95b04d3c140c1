import { momentsAt, type Statistics, type TestResult, type UncertainValue } from '@widthwise/stats';
import { conditionalExcessKurtosis } from '../gaussianity/kurtosis.ts';
import type { Estimate, ProbeOptions, ProbeResult, ProbeShape } from '../probe.ts';
import { kernelNegentropy, networksNeeded, neuronInformation } from './effects.ts';
import { JOINT_TESTS, jointSample } from './joint-tests.ts';
import { normalityLayout, normalityPlan } from './layout.ts';
import { FEWEST_NETWORKS, MARGINAL_TESTS, MOST_PAIRED_NETWORKS } from './marginal-tests.ts';
import { type ReservoirSample, reservoirSample } from './reservoir-sample.ts';

interface Key {
  readonly layer: number;
  readonly inputA?: number;
  readonly inputB?: number;
}

/**
 * Marginal tests and kurtosis at (layer, inputA), joint tests at (layer), negentropy at (layer, input 1) and mutual information at
 * (layer, inputs 1 and 2). Joint ones and mutual information need two inputs.
 */
export function estimateNormality(
  statistics: Statistics,
  shape: ProbeShape,
  options: ProbeOptions,
): ProbeResult {
  const { probedInputs, rows, values } = normalityPlan(shape);
  const layout = normalityLayout(shape, options);
  const sample = reservoirSample(statistics, values);
  const { networks } = statistics;
  const estimates: Estimate[] = [];
  for (const [index, width] of shape.widths.entries()) {
    const layer = index + 1;
    for (let a = 0; a < probedInputs; a++) {
      const row = index * probedInputs + a;
      const key = { layer, inputA: a + 1 };
      const kurtosis = conditionalExcessKurtosis(momentsAt(layout, statistics, row));
      const needed = networksNeeded(kurtosis.value);
      estimates.push(
        ...marginalEstimates(sample, row, key),
        { quantity: 'excess-kurtosis-scaled', ...key, networks, ...scaled(kurtosis, width / layer) },
        { quantity: 'networks-needed', ...key, networks, value: needed, standardError: undefined },
      );
    }
    const variances = sample.column(rows + index, MOST_PAIRED_NETWORKS);
    estimates.push({
      ...withoutError('negentropy', { layer, inputA: 1 }, variances.length),
      value: kernelNegentropy(variances),
    });
    if (probedInputs > 1)
      estimates.push(...jointEstimates(sample, index * probedInputs, probedInputs, layer));
  }
  return { estimates, histograms: [] };
}

function scaled({ value, standardError }: UncertainValue, factor: number): UncertainValue {
  return {
    value: value === undefined ? undefined : factor * value,
    standardError: standardError === undefined ? undefined : factor * standardError,
  };
}

const withoutError = (quantity: string, key: Key, networks: number) => ({
  quantity,
  ...key,
  networks,
  standardError: undefined,
});

function testEstimates(
  name: string,
  key: Key,
  networks: number,
  result: TestResult | undefined,
): [Estimate, Estimate] {
  return [
    { ...withoutError(name, key, networks), value: result?.statistic },
    { ...withoutError(`${name}-p`, key, networks), value: result?.pValue },
  ];
}

function marginalEstimates(sample: ReservoirSample, row: number, key: Key): Estimate[] {
  const values = sample.column(row);
  return MARGINAL_TESTS.flatMap(({ name, most, test }) => {
    const tested = values.subarray(0, Math.min(values.length, most));
    const result = tested.length < FEWEST_NETWORKS ? undefined : test(tested);
    return testEstimates(name, key, tested.length, result);
  });
}

function jointEstimates(
  sample: ReservoirSample,
  firstRow: number,
  dimension: number,
  layer: number,
): Estimate[] {
  const [x, y] = [
    sample.column(firstRow, MOST_PAIRED_NETWORKS),
    sample.column(firstRow + 1, MOST_PAIRED_NETWORKS),
  ];
  const joint = x.length < FEWEST_NETWORKS ? undefined : jointSample(sample, firstRow, dimension);
  const information = neuronInformation(x, y);
  const pair = { layer, inputA: 1, inputB: 2 };
  return [
    ...JOINT_TESTS.flatMap(({ name, test }) =>
      testEstimates(name, { layer }, x.length, joint && test(joint)),
    ),
    { ...withoutError('mutual-information', pair, x.length), value: information.neighbours },
    { ...withoutError('mutual-information-gaussian', pair, x.length), value: information.gaussian },
  ];
}
