import type { Activation } from '@widthwise/network';
import type { ResidualBlock } from './block.ts';
import type { GradientScales, NetworkLaw } from './network-law.ts';

/** Mean and variance over networks of one entry of the empirical tangent kernel of one output neuron. */
export interface NtkMoments {
  readonly mean: number;
  readonly variance: number;
}

/** E φ′² and E φ′⁴ of a homogeneous φ, whose slopes are fair coins whatever the sizes are. */
function slopeMoments({ name, dphi, homogeneousVariance }: Activation): readonly [number, number] {
  if (homogeneousVariance === undefined) throw new RangeError(`activation ${name} is not homogeneous.`);
  const [p, n] = [dphi(1), dphi(-1)];
  return [(p * p + n * n) / 2, (p ** 4 + n ** 4) / 2];
}

function requirePlain(blocks: readonly ResidualBlock[]): void {
  if (blocks.some(({ skip, normalization }) => skip !== 0 || normalization !== 'none')) {
    throw new RangeError(
      'exact laws of tangent kernels are known without skip connections and normalization.',
    );
  }
}

/**
 * Exact law, to second order, of the diagonal of the empirical tangent kernel of a network with homogeneous φ and Gaussian weights at
 * finite widths, in any parameterization. The mean is that of infinite width.
 *
 * @param activation - φ with `homogeneousVariance`.
 * @param law - without skips and normalization; widths of the hidden layers, that of layer L does not enter.
 * @param squaredNorm - |x|²/n₀ > 0.
 * @returns mean and variance of Θ^L(x, x).
 * @throws RangeError outside the domain, or if φ is not homogeneous.
 *
 * Accuracy: rounding, of E Θ² − (E Θ)²: 1e-15 n relative to the variance.
 * Source: recursion derived in `packages/theory/NOTES.md` §10.
 */
export function homogeneousNtkMoments(
  activation: Activation,
  { first, blocks, widths, gradients }: NetworkLaw,
  squaredNorm: number,
): NtkMoments {
  requirePlain(blocks);
  const [m2, m4] = slopeMoments(activation);
  if (!(squaredNorm > 0)) throw new RangeError(`squaredNorm must be positive, got ${squaredNorm}.`);
  // Length q, trace t of the layer's masked kernel over n, their second moments, and with A that kernel and a the
  // masked postactivations s = |A|²/n² and u = aᵀAa/n².
  const firstLength = first.sigmaW ** 2 * squaredNorm + first.sigmaB ** 2;
  let [q, t, q2, qt, t2, s, u] = [firstLength, 0, firstLength ** 2, 0, 0, 0, 0];
  let c = first.sigmaW ** 2;
  let d = first.sigmaB ** 2;
  let moments: NtkMoments = { mean: 0, variance: 0 };
  gradients.forEach((scale, index) => {
    // The layer's own gradient is G = α + βK.
    const { alpha, beta } = gradientOfLength(scale, c, d);
    const g = alpha + beta * q;
    const g2 = alpha * alpha + 2 * alpha * beta * q + beta * beta * q2;
    const gt = alpha * t + beta * qt;
    const gq = alpha * q + beta * q2;
    const mean = g + c * t;
    const apart = g2 + 2 * c * gt + c * c * t2;
    const together = apart + 2 * c * c * s;
    moments = { mean, variance: together - mean * mean };
    const block = blocks[index];
    if (block === undefined) return;
    const width = widths[index] ?? 1;
    const same = m4 / width;
    const other = ((width - 1) * m2 * m2) / width;
    const joint = gq + c * qt;
    const jointTogether = joint + 2 * c * c * u;
    const [next, bias] = [block.sigmaW ** 2, block.sigmaB ** 2];
    [q, t, q2, qt, t2, s, u] = [
      next * m2 * q + bias,
      m2 * mean,
      next * next * q2 * (3 * same + other) + 2 * next * m2 * bias * q + bias * bias,
      bias * m2 * mean + next * (same * jointTogether + other * joint),
      same * together + other * apart,
      same * together + other * c * c * s,
      same * jointTogether + other * c * c * u,
    ];
    [c, d] = [next, bias];
  });
  return moments;
}

/** g_w E φ² + g_b in terms of K = σ_w² E φ² + σ_b². */
function gradientOfLength(
  { weight, bias }: GradientScales,
  c: number,
  d: number,
): { readonly alpha: number; readonly beta: number } {
  const beta = weight / c;
  return { alpha: bias - beta * d, beta };
}

/**
 * Exact mean and variance of the empirical tangent kernel Θ²(x_a, x_b) of a network with one hidden layer of width n, homogeneous φ and
 * Gaussian weights. With G the kernel of the first layer's gradients, g_w those of the second and σ_w² its scale:
 *
 *   Var Θ = (1/n) [ g_w² E φ_a²φ_b² + 2 g_w σ_w² G E φ_aφ_bφ′_aφ′_b + 3 σ_w⁴ G² E (φ′_aφ′_b)² − (g_w T + σ_w² G T′)² ]
 *
 * T = E φ_aφ_b and T′ = E φ′_aφ′_b; for relu E φ_a²φ_b² = q_a q_b J₂/2π, J₂ = 3 sin θ cos θ + (π − θ)(1 + 2 cos² θ).
 *
 * @param activation - φ with `homogeneousVariance`.
 * @param law - of two layers, without skips and normalization.
 * @param overlaps - (x_a·x_a, x_b·x_b, x_a·x_b)/n₀.
 * @returns mean, that of infinite width, and variance.
 * @throws RangeError outside the domain, or if φ is not homogeneous.
 *
 * Accuracy: rounding away from c = ±1, where the angle keeps half of its digits.
 * Source: derived in `packages/theory/NOTES.md` §10; J₂ of Cho & Saul 2009.
 */
export function homogeneousNtkMomentsOneHidden(
  activation: Activation,
  { first, blocks, widths, gradients }: NetworkLaw,
  [aa, bb, ab]: readonly [aa: number, bb: number, ab: number],
): NtkMoments {
  requirePlain(blocks);
  const [m2, m4] = slopeMoments(activation);
  const [block, ...more] = blocks;
  const [inner, outer] = gradients;
  if (block === undefined || more.length > 0 || inner === undefined || outer === undefined) {
    throw new RangeError(`the law must have two layers, got ${blocks.length + 1}.`);
  }
  const entry = (overlap: number): number => first.sigmaW ** 2 * overlap + first.sigmaB ** 2;
  const [qa, qb, qab] = [entry(aa), entry(bb), entry(ab)];
  if (!(qa > 0 && qb > 0 && qab * qab <= qa * qb * (1 + 1e-12))) {
    throw new RangeError(`overlaps must be a covariance with positive lengths, got ${aa}, ${bb}, ${ab}.`);
  }
  const product = Math.sqrt(qa * qb);
  const c = Math.max(-1, Math.min(1, qab / product));
  const [like, unlike] = [quadrant(c), quadrant(-c)];
  const cross = activation.dphi(1) * activation.dphi(-1);
  const t = 2 * product * (m2 * like.product - cross * unlike.product);
  const slopes = 2 * (m2 * like.share + cross * unlike.share);
  const squares = 2 * product * product * (m4 * like.squares + cross * cross * unlike.squares);
  const mixed = 2 * product * (m4 * like.product - cross * cross * unlike.product);
  const slopeSquares = 2 * (m4 * like.share + cross * cross * unlike.share);
  const [g, w] = [outer.weight, block.sigmaW ** 2 * (inner.weight * ab + inner.bias)];
  const one = g * t + w * slopes;
  const square = g * g * squares + 2 * g * w * mixed + 3 * w * w * slopeSquares;
  return { mean: one + outer.bias, variance: (square - one * one) / (widths[0] ?? 1) };
}

/** Of the quadrant z_a, z_b > 0 of unit normals with correlation c: its probability, and E z_a z_b and E z_a² z_b² in it. */
function quadrant(c: number): {
  readonly share: number;
  readonly product: number;
  readonly squares: number;
} {
  const theta = Math.acos(c);
  const sine = Math.sqrt((1 - c) * (1 + c));
  const rest = Math.PI - theta;
  return {
    share: rest / (2 * Math.PI),
    product: (sine + rest * c) / (2 * Math.PI),
    squares: (3 * sine * c + rest * (1 + 2 * c * c)) / (2 * Math.PI),
  };
}
