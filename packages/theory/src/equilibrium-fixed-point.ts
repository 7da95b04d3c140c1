import type { Activation } from '@widthwise/network';
import { gaussianExpectation } from '@widthwise/stats';
import { bracketedRoot } from './bracketed-root.ts';
import { meanSquaredDphi, meanSquaredPhi } from './expectations.ts';

/** The fixed point h = W φ(h) + x at N → ∞, x_i ~ N(0, v_x). */
export interface EquilibriumPoint {
  /** q = E φ(h)². */
  readonly q: number;
  /** E h². */
  readonly preactivation: number;
  /** Response χ = E[φ′/(1 − σ²χ φ′)] of symmetric weights to themselves; 0 for the other families. */
  readonly response: number;
  /** Λ: the fixed point is stable, and gradients are finite, where Λ < 1. */
  readonly stability: number;
}

const DAMPING = 0.5;
const MOST_STEPS = 2000;

interface Drive {
  readonly sigma: number;
  readonly inputVariance: number;
}

function requireDrive({ sigma, inputVariance }: Drive): void {
  for (const [name, value] of Object.entries({ sigma, inputVariance })) {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new RangeError(`${name} must be positive and finite, got ${value}.`);
    }
  }
}

/**
 * Fixed point of a tied network with i.i.d. or orthogonal weights, which have the same limit as untied ones.
 *
 *   v = σ² q + v_x,   q = E φ(√v u)²,   Λ = σ² E φ′(√v u)²
 *
 * @param activation - φ, bounded or with σ² E φ² growing slower than v.
 * @param options.sigma - σ > 0, entries of variance σ²/N.
 * @param options.inputVariance - v_x > 0.
 * @returns the point; undefined if 2,000 steps do not reach one.
 * @throws RangeError outside the domain.
 *
 * Accuracy: 1e-13 (1 + 1/|1 − slope|).
 * Source: derived in `packages/theory/NOTES.md` §13.
 */
export function equilibriumPoint(activation: Activation, options: Drive): EquilibriumPoint | undefined {
  requireDrive(options);
  const { sigma, inputVariance } = options;
  let v = inputVariance;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const q = meanSquaredPhi(activation, v);
    const next = sigma ** 2 * q + inputVariance;
    if (Math.abs(next - v) <= 1e-15 * v) {
      return {
        q,
        preactivation: next,
        response: 0,
        stability: sigma ** 2 * meanSquaredDphi(activation, next),
      };
    }
    v = next;
    if (!Number.isFinite(v)) return undefined;
  }
  return undefined;
}

/**
 * Scale σ at which the equilibrium of i.i.d. and orthogonal weights loses stability, Λ = 1.
 *
 * @param activation - φ with an equilibrium between the two ends.
 * @param inputVariance - v_x > 0.
 * @param bracket - two values of σ, with Λ < 1 at the first and Λ > 1 at the second.
 * @returns σ.
 * @throws RangeError if the ends do not bracket the threshold.
 */
export const equilibriumThreshold = (
  activation: Activation,
  inputVariance: number,
  bracket: readonly [number, number],
): number =>
  bracketedRoot(
    (sigma) => (equilibriumPoint(activation, { sigma, inputVariance })?.stability ?? Number.NaN) - 1,
    ...bracket,
  );

/**
 * Fixed point of a tied network with symmetric Gaussian weights, whose symmetry feeds every neuron's response back
 * to itself. With u ~ N(0, σ² q + v_x) and h(u) solving h − σ²χ φ(h) = u:
 *
 *   q = E φ(h)²,   χ = E[φ′(h)/(1 − σ²χ φ′(h))],   Λ = σ² E[(φ′/(1 − σ²χ φ′))²]
 *
 * @param activation - smooth φ.
 * @param options.sigma - σ > 0, off-diagonal entries of variance σ²/N.
 * @param options.inputVariance - v_x > 0.
 * @returns the point; undefined if the damped iteration does not settle.
 * @throws RangeError outside the domain.
 *
 * Accuracy: 1e-12 away from the threshold.
 * Source: derived in `packages/theory/NOTES.md` §13.
 */
export function symmetricEquilibriumPoint(
  activation: Activation,
  options: Drive,
): EquilibriumPoint | undefined {
  requireDrive(options);
  const s = options.sigma ** 2;
  let q = meanSquaredPhi(activation, options.inputVariance);
  let chi = gaussianExpectation(activation.dphi, options.inputVariance);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const variance = s * q + options.inputVariance;
    const average = (f: (h: number, gain: number) => number): number =>
      gaussianExpectation((u) => {
        const h = fedBack(activation, s * chi, u);
        const slope = activation.dphi(h);
        return f(h, slope / (1 - s * chi * slope));
      }, variance);
    const nextQ = average((h) => activation.phi(h) ** 2);
    const nextChi = average((_h, gain) => gain);
    const moved = Math.abs(nextQ - q) + Math.abs(nextChi - chi);
    if (!Number.isFinite(moved)) return undefined;
    if (moved <= 1e-13) {
      return {
        q: nextQ,
        preactivation: average((h) => h * h),
        response: nextChi,
        stability: s * average((_h, gain) => gain * gain),
      };
    }
    q += DAMPING * (nextQ - q);
    chi += DAMPING * (nextChi - chi);
  }
  return undefined;
}

/** h − a φ(h) = u by Newton's method from h = u. */
function fedBack({ phi, dphi }: Activation, a: number, u: number): number {
  let h = u;
  for (let step = 0; step < 50; step += 1) {
    const change = (h - a * phi(h) - u) / (1 - a * dphi(h));
    h -= change;
    if (Math.abs(change) <= 1e-15 * (1 + Math.abs(h))) break;
  }
  return h;
}
