/**
 * Design effect of pooling the neurons of networks when estimating the mean of z²: variance of the pooled mean over that of
 * as many independent neurons. Given its network a neuron is N(0, S); all of a layer share S.
 *
 *   DEFF = k (Var S + 2E[S²]/k)/(3E[S²] − E[S]²)
 *
 * @param relativeVariance - Var S/E[S]² ≥ 0, one third of the excess kurtosis of a neuron; 5/N for one hidden ReLU layer.
 * @param neurons - k ≥ 1, neurons pooled from each network.
 * @returns at least 1. It does not vanish with width: for ReLU at k = N it tends to 3.5.
 * @throws RangeError outside that domain.
 *
 * @example
 * poolingDesignEffect(5 / 64, 1024); // ≈ 36.8
 */
export function poolingDesignEffect(relativeVariance: number, neurons: number): number {
  if (!(relativeVariance >= 0)) {
    throw new RangeError(`relativeVariance must be at least 0, got ${relativeVariance}`);
  }
  if (!(neurons >= 1)) throw new RangeError(`neurons must be at least 1, got ${neurons}`);
  const second = 1 + relativeVariance;
  return (neurons * relativeVariance + 2 * second) / (3 * second - 1);
}
