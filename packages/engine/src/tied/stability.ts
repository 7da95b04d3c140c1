import type { TiedFamily } from '@widthwise/experiments';

const MOST_STEPS = 200;

/**
 * Local stability Λ of a network at its state: it settles, and its gradients stay finite, where Λ < 1.
 *
 *   iid, orthogonal: Λ = σ² ⟨φ′²⟩
 *   GOE: Λ = σ² ⟨(φ′/(1 − σ²χφ′))²⟩ at the smallest χ = ⟨φ′/(1 − σ²χφ′)⟩; 1 where there is none, since 1 then lies
 *   within the spectrum of W diag φ′
 *
 * with averages over the network's own neurons. To first order in 1/N they are those of infinite width.
 *
 * @param family - law of W.
 * @param sigma - σ ≥ 0.
 * @param slopes - φ′ of every neuron.
 * @returns Λ ≥ 0.
 *
 * Source: `packages/theory/NOTES.md` §13, with averages over neurons for expectations.
 */
export const stabilityOf = (family: TiedFamily, sigma: number, slopes: Float64Array): number =>
  family === 'goe' ? symmetricStability(sigma * sigma, slopes) : sigma * sigma * meanSquare(slopes);

function meanSquare(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]! * values[i]!;
  return sum / values.length;
}

/**
 * Newton's method on F(χ) − χ, F(χ) = ⟨φ′/(1 − sχφ′)⟩, from 0. F is convex for φ′ ≥ 0, so the steps climb to the
 * smallest root without passing it; where F′ = Λ reaches 1 on the way there is none.
 */
function symmetricStability(s: number, slopes: Float64Array): number {
  let chi = 0;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    let response = 0;
    let squares = 0;
    for (let i = 0; i < slopes.length; i += 1) {
      const left = 1 - s * chi * slopes[i]!;
      if (!(left > 0)) return 1;
      const gain = slopes[i]! / left;
      response += gain;
      squares += gain * gain;
    }
    const stability = (s * squares) / slopes.length;
    if (!(stability < 1)) return 1;
    const change = (response / slopes.length - chi) / (1 - stability);
    if (Math.abs(change) <= 1e-14 * Math.abs(chi)) return stability;
    chi += change;
  }
  return 1;
}
