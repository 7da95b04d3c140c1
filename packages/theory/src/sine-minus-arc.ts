/**
 * sin θ − θ cos θ = Σ_n (−1)^{n+1} 2n θ^{2n+1}/(2n+1)!, which cancels to third order at small θ.
 *
 * @param theta - θ in [0, π].
 * @param decorrelation - 1 − cos θ, from which θ came.
 * @returns the difference, to a relative 1e-14 or so.
 */
export function sineMinusArc(theta: number, decorrelation: number): number {
  if (theta > 0.5) return Math.sqrt(decorrelation * (2 - decorrelation)) - theta * (1 - decorrelation);
  let term = theta ** 3 / 6;
  let sum = 0;
  for (let n = 1; n <= 8; n += 1) {
    sum += 2 * n * term;
    term *= -(theta * theta) / ((2 * n + 2) * (2 * n + 3));
  }
  return sum;
}
