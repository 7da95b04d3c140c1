import { activations } from '@widthwise/network';
import type { NetworkFeatures } from '@widthwise/probes';
import { describe, expect, it } from 'vitest';
import { loadBackend } from './backends.ts';
import { type DenseCase, everything, taskOfCase } from './dense/dense-cases.ts';

const networks = 1024;
const caseOf = (activation: string): DenseCase => ({
  activation,
  width: 16,
  depth: 5,
  sigmaW: 1.3,
  sigmaB: 0.3,
  first: 0,
  count: networks,
  features: everything,
});

/** Every number that probes are made of; neurons by their squares, since their means vanish. */
function numbersOf(features: NetworkFeatures): Float64Array {
  const { gram, kernel, powerSums, neurons, pitCounts, pushforward } = features;
  return Float64Array.of(
    ...gram,
    ...kernel,
    ...powerSums,
    ...neurons.map((z) => z * z),
    ...pitCounts,
    ...pushforward,
  );
}

interface Sample {
  readonly mean: Float64Array;
  /** Squared standard error of the mean over networks. */
  readonly error: Float64Array;
}

async function sample(sampler: 'dense' | 'gram', denseCase: DenseCase): Promise<Sample> {
  const backend = await loadBackend(sampler);
  const rows: Float64Array[] = [];
  await backend.propagate(taskOfCase(denseCase), (_network, outcome) => {
    if ('gram' in outcome) rows.push(numbersOf(outcome));
  });
  const count = rows.length;
  const mean = new Float64Array(rows[0]?.length ?? 0);
  const error = new Float64Array(mean.length);
  for (const row of rows) for (let i = 0; i < mean.length; i += 1) mean[i] = mean[i]! + row[i]! / count;
  for (const row of rows) {
    for (let i = 0; i < mean.length; i += 1)
      error[i] = error[i]! + (row[i]! - mean[i]!) ** 2 / (count - 1) / count;
  }
  return { mean, error };
}

/** Differences of the means in standard errors; numbers that neither sampler varies must agree to float32. */
const scores = (a: Sample, b: Sample): number[] =>
  Array.from(a.mean, (mean, i) => {
    const difference = mean - b.mean[i]!;
    const error = Math.sqrt(a.error[i]! + b.error[i]!);
    return error > 1e-9 ? difference / error : difference * 2 ** 20;
  });

describe('explicit weights and the Gram sampler', () => {
  // 300 correlated numbers per activation, each compared at |z| < 5: false alarm below 2e-4 per activation.
  it.each(Object.keys(activations))('agree in law on every feature: %s', async (activation) => {
    const [dense, gram] = await Promise.all([
      sample('dense', caseOf(activation)),
      sample('gram', { ...caseOf(activation), first: networks }),
    ]);
    const found = scores(dense, gram).map(Math.abs);
    expect(found.length).toBe(5 * (4 + 4 + 8 + 16 + 8 + 4));
    expect(Math.max(...found)).toBeLessThan(5);
    // About 4.6 % of |z| exceed 2; features are correlated, hence the margin of a factor of four.
    expect(found.filter((z) => z > 2).length / found.length).toBeLessThan(0.18);
  });

  it('would disagree if one of them had σ_w 4 % off', async () => {
    const dense = await sample('dense', { ...caseOf('tanh'), sigmaW: 1.04 * 1.3 });
    const gram = await sample('gram', { ...caseOf('tanh'), first: networks });
    expect(Math.max(...scores(dense, gram).map(Math.abs))).toBeGreaterThan(5);
  });
});
