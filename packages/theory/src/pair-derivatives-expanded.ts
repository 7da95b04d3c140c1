import type { Activation } from '@widthwise/network';
import { lengthMoments } from './finite-width-length.ts';
import { hermiteExpansion } from './hermite-expansion.ts';
import { linearImage } from './linear-image.ts';
import type { PairKernel } from './pair.ts';
import type { PairDerivatives } from './pair-derivatives.ts';
import {
  COORDINATES,
  ENTRIES,
  type PairFluctuation,
  pairCorrection,
  pairScales,
} from './pair-fluctuation.ts';

/**
 * Nearer than this to c = ±1 kernel entries cancel: fourth moments of a difference are of order (1 − c)² and come with errors of 1e-13.
 */
const NEAREST = 0.01;
/** Powers of c below this add nothing. */
const NEGLIGIBLE = 1e-18;

/**
 * What `pairDerivatives` gives, from Hermite expansions of φ, φ² and φ³, where it can be had: sums over some tens of terms in place of
 * the plane. With φ(√q u) = Σ_k α_k h_k(u) the m-th derivative has coefficients α_{k+m} √((k + m)!/k!) q^{−m/2}, and
 *
 *   ∂_{aa}^i ∂_{ab}^j ∂_{bb}^l E φ_aφ_b = 2^{−i−l} E φ_a^{(2i+j)} φ_b^{(2l+j)}
 *
 * @param activation - smooth φ.
 * @param state - kernel and Σ of the layer before.
 * @returns derivatives in the units of `PairFluctuation`; undefined if 1 − c is below 0.01 or above 1.99, or φ has no expansion.
 *
 * Accuracy: 1e-7 of the largest entry of each part, relative, as `pairDerivatives` (test).
 * Source: derived in `packages/theory/NOTES.md` §9.
 */
export function expandedPairDerivatives(
  activation: Activation,
  state: PairFluctuation,
): PairDerivatives | undefined {
  const { kernel } = state;
  if (!(kernel.decorrelation >= NEAREST && kernel.decorrelation <= 2 - NEAREST)) return undefined;
  const [first, second] = [powersAt(activation, kernel.lengthA), powersAt(activation, kernel.lengthB)];
  if (first === undefined || second === undefined) return undefined;
  const sums = derivativeSums(first.one, second.one, kernel);
  const c = 1 - kernel.decorrelation;
  const products = [
    product(first.three, second.one, c),
    product(first.two, second.two, c),
    product(first.one, second.three, c),
  ] as const;
  return inUnits(activation, state, sums, products);
}

interface Powers {
  readonly one: Float64Array;
  readonly two: Float64Array;
  readonly three: Float64Array;
}

const squares = new WeakMap<Activation, readonly [Activation, Activation]>();

/** Expansions of φ, φ² and φ³. */
function powersAt(activation: Activation, q: number): Powers | undefined {
  const { name, phi, dphi, isSmooth } = activation;
  const powers = squares.get(activation) ?? [
    { name, phi: (z: number) => phi(z) ** 2, dphi, isSmooth },
    { name, phi: (z: number) => phi(z) ** 3, dphi, isSmooth },
  ];
  squares.set(activation, powers);
  const one = hermiteExpansion(activation, q);
  const two = hermiteExpansion(powers[0], q);
  const three = hermiteExpansion(powers[1], q);
  return one && two && three ? { one, two, three } : undefined;
}

/** Σ_k α_k β_k c^k. */
function product(alpha: Float64Array, beta: Float64Array, c: number): number {
  const terms = Math.min(alpha.length, beta.length);
  let power = 1;
  let total = 0;
  for (let k = 0; k < terms && Math.abs(power) > NEGLIGIBLE; k += 1) {
    total += alpha[k]! * beta[k]! * power;
    power *= c;
  }
  return total;
}

/** E φ_a^{(m)} φ_b^{(n)}, by (m, n). */
interface DerivativeSums {
  readonly e00: number;
  readonly e20: number;
  readonly e11: number;
  readonly e02: number;
  readonly e40: number;
  readonly e31: number;
  readonly e22: number;
  readonly e13: number;
  readonly e04: number;
}

function derivativeSums(
  alpha: Float64Array,
  beta: Float64Array,
  { lengthA, lengthB, decorrelation }: PairKernel,
): DerivativeSums {
  const c = 1 - decorrelation;
  const terms = Math.max(alpha.length, beta.length);
  let [e00, e20, e11, e02, e40, e31, e22, e13, e04] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let power = 1;
  for (let k = 0; k < terms && Math.abs(power) > NEGLIGIBLE; k += 1) {
    const r1 = Math.sqrt(k + 1);
    const r2 = r1 * Math.sqrt(k + 2);
    const r3 = r2 * Math.sqrt(k + 3);
    const r4 = r3 * Math.sqrt(k + 4);
    const [a0, a1, a2] = [alpha[k] ?? 0, r1 * (alpha[k + 1] ?? 0), r2 * (alpha[k + 2] ?? 0)];
    const [b0, b1, b2] = [beta[k] ?? 0, r1 * (beta[k + 1] ?? 0), r2 * (beta[k + 2] ?? 0)];
    e00 += a0 * b0 * power;
    e20 += a2 * b0 * power;
    e11 += a1 * b1 * power;
    e02 += a0 * b2 * power;
    e40 += r4 * (alpha[k + 4] ?? 0) * b0 * power;
    e31 += r3 * (alpha[k + 3] ?? 0) * b1 * power;
    e22 += a2 * b2 * power;
    e13 += a1 * r3 * (beta[k + 3] ?? 0) * power;
    e04 += a0 * r4 * (beta[k + 4] ?? 0) * power;
    power *= c;
  }
  const root = Math.sqrt(lengthA * lengthB);
  return {
    e00,
    e20: e20 / lengthA,
    e11: e11 / root,
    e02: e02 / lengthB,
    e40: e40 / (lengthA * lengthA),
    e31: e31 / (lengthA * root),
    e22: e22 / (lengthA * lengthB),
    e13: e13 / (lengthB * root),
    e04: e04 / (lengthB * lengthB),
  };
}

/** From kernel entries (aa, ab, bb) to the units of `PairFluctuation`: f = U C f_e, s_j ∂_j = Σ_i s_j E_ij ∂_i. */
function inUnits(
  activation: Activation,
  state: PairFluctuation,
  { e00, e20, e11, e02, e40, e31, e22, e13, e04 }: DerivativeSums,
  [cubeA, squared, cubeB]: readonly [number, number, number],
): PairDerivatives {
  const a = lengthMoments(activation, state.kernel.lengthA);
  const b = lengthMoments(activation, state.kernel.lengthB);
  const { covariance: s } = pairCorrection(state);
  const scale = pairScales(state.kernel);
  const bent = Float64Array.of(
    (s[0]! * a.curvature) / 2,
    (s[0]! * e40 + s[8]! * e04) / 8 + (s[4]! * e22) / 2 + (s[1]! * e31 + s[5]! * e13) / 2 + (s[2]! * e22) / 4,
    (s[8]! * b.curvature) / 2,
  );
  const aab = cubeA - a.mean * e00;
  const abb = cubeB - e00 * b.mean;
  const across = squared - a.mean * b.mean;
  const noise = Float64Array.of(
    a.variance,
    aab,
    across,
    aab,
    squared - e00 * e00,
    abb,
    across,
    abb,
    b.variance,
  );
  const image = linearImage(COORDINATES, { shift: bent, covariance: noise });
  const unit = Float64Array.of(1, 1 / Math.sqrt(scale[2]!), 1 / scale[2]!);
  const slopes = Float64Array.of(a.slope, 0, 0, e20 / 2, e11, e02 / 2, 0, 0, b.slope);
  const jacobian = new Float64Array(9);
  for (let i = 0; i < 3; i += 1) {
    for (let j = 0; j < 3; j += 1) {
      let sum = 0;
      for (let k = 0; k < 3; k += 1) {
        for (let l = 0; l < 3; l += 1)
          sum += COORDINATES[3 * i + k]! * slopes[3 * k + l]! * ENTRIES[3 * l + j]!;
      }
      jacobian[3 * i + j] = unit[i]! * sum * scale[j]!;
    }
  }
  return {
    jacobian,
    curvature: image.shift.map((value, i) => value * unit[i]!),
    noise: image.covariance.map((value, at) => value * unit[Math.floor(at / 3)]! * unit[at % 3]!),
  };
}
