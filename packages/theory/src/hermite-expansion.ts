import type { Activation } from '@widthwise/network';
import { hermiteTable } from './hermite-table.ts';
import { stepFor } from './normal-rule.ts';
import { rememberedByLength } from './remembered.ts';

/**
 * k² α_k² as a share of Σ k α_k²; eight such terms in a row end the expansion, and what is left out is a tenth of
 * it.
 */
const NEGLIGIBLE = 1e-13;
const RUN = 8;
/** Beyond this length, where tanh needs some 2,000 terms, summing the plane is cheaper. */
const LONGEST = 15;
const MOST_TERMS = 2500;
/**
 * With d the distance of the nearest pole, α_k falls as e^{−d√k} and its error grows as e^{−52 + d√k}, which is
 * below it until α_k is e^{−26}. He_k has wavenumbers up to √k and those of its Gaussian, and reaches e^{−u²/4}
 * at u = 2√k.
 */
const EXPONENT = 52;
const WIDEST = 0.45;
const LIMIT = 10.5;

/**
 * Coefficients of φ in normalized Hermite polynomials of a standard normal,
 *
 *   φ(√q u) = Σ_k α_k He_k(u)/√k!,   α_k = E[φ(√q u) He_k(u)]/√k!
 *
 * so that E[φ(z_a) φ(z_b)] = Σ_k α_k(q_a) α_k(q_b) c^k.
 *
 * @param activation - smooth φ.
 * @param q - length > 0.
 * @returns α_0, α_1, … up to where k² α_k² is a negligible part of Σ k α_k²; undefined for
 * q > 15, or if 2500 terms do not reach it.
 *
 * Accuracy: 1e-15 √(E φ²) each for small k. For tanh, whose poles are at ±iπ/2, α_k falls as e^{−π√k/(2√q)}; the
 * trapezoid rule's step resolves the poles and He_k up to the last term that such a φ needs.
 * Source: Mehler's formula; step derived in `packages/theory/NOTES.md` §9.
 */
export const hermiteExpansion: (activation: Activation, q: number) => Float64Array | undefined =
  rememberedByLength(expand);

/** Steps come from this ladder, so that lengths share their tables. */
const RUNG = 0.9;
const onLadder = (step: number): number =>
  WIDEST * RUNG ** Math.ceil(Math.log(step / WIDEST) / Math.log(RUNG) - 1e-9);

function expand({ phi }: Activation, q: number): Float64Array | undefined {
  if (!(q <= LONGEST)) return undefined;
  const amplitude = Math.sqrt(q);
  const { nodes, weights, row } = hermiteTable(onLadder(stepFor(amplitude, EXPONENT, WIDEST)), LIMIT);
  // He_k is even or odd, so half of the nodes do, with the even and the odd part of φ.
  const even = new Float64Array(nodes.length);
  const odd = new Float64Array(nodes.length);
  nodes.forEach((u, i) => {
    const [above, below] = [phi(amplitude * u), phi(-amplitude * u)];
    even[i] = weights[i]! * (above + below);
    odd[i] = weights[i]! * (above - below);
  });
  const parts = [even, odd] as const;
  const isZero = parts.map((part) => part.every((value) => value === 0));
  const coefficients: number[] = [];
  let total = 0;
  let run = 0;
  for (let k = 0; k < MOST_TERMS; k += 1) {
    const sum = isZero[k % 2] ? 0 : dot(parts[k % 2 === 0 ? 0 : 1], row(k));
    coefficients.push(sum);
    total += k * sum * sum;
    run = k * k * sum * sum <= NEGLIGIBLE * total ? run + 1 : 0;
    if (run >= RUN && k > RUN) return Float64Array.from(coefficients);
  }
  return undefined;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i += 1) sum += left[i]! * right[i]!;
  return sum;
}

/**
 * E(φ(z_a) − φ(z_b))² from two expansions: Σ_k [(α_k − β_k)² + 2 α_k β_k (1 − c^k)], in which nothing cancels
 * as c → 1.
 *
 * @param first - α, at q_a.
 * @param second - β, at q_b.
 * @param decorrelation - 1 − c, in [0, 2].
 * @returns the mean squared difference, ≥ 0.
 */
export function expandedDifference(first: Float64Array, second: Float64Array, decorrelation: number): number {
  const terms = Math.max(first.length, second.length);
  const c = 1 - decorrelation;
  let power = 1;
  let lost = 0;
  let total = 0;
  for (let k = 0; k < terms; k += 1) {
    const alpha = first[k] ?? 0;
    const beta = second[k] ?? 0;
    total += (alpha - beta) * (alpha - beta) + 2 * alpha * beta * lost;
    lost += power * decorrelation;
    power *= c;
  }
  return Math.max(0, total);
}

/**
 * √(q_a q_b) E[φ′(z_a) φ′(z_b)] from the expansions of φ itself: Σ_k k α_k β_k c^{k−1}.
 *
 * @param first - α, at q_a.
 * @param second - β, at q_b.
 * @param correlation - c, in [−1, 1].
 * @returns the product, to be divided by √(q_a q_b).
 */
export function expandedSlopeProduct(first: Float64Array, second: Float64Array, correlation: number): number {
  let power = 1;
  let total = 0;
  for (let k = 1; k < Math.min(first.length, second.length); k += 1) {
    total += k * first[k]! * second[k]! * power;
    power *= correlation;
  }
  return total;
}
