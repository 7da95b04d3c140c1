/** Mean of a sample of independent values and its standard error. */
export interface SampleMean {
  readonly mean: number;
  readonly standardError: number;
}

export function sampleMean(values: readonly number[]): SampleMean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** Mean of a statistic over 40 batches of consecutive values, and its standard error between batches. */
export function batchMean<T>(values: readonly T[], statistic: (batch: readonly T[]) => number): SampleMean {
  const size = Math.floor(values.length / 40);
  return sampleMean(Array.from({ length: 40 }, (_, i) => statistic(values.slice(i * size, (i + 1) * size))));
}

/** Difference of two independent means in its standard errors. */
export const score = (a: SampleMean, b: SampleMean): number =>
  (a.mean - b.mean) / Math.hypot(a.standardError, b.standardError);
