import { requireDepth, requireScales, type Scales } from './scales.ts';

/** Mean and variance over networks of one entry of the empirical tangent kernel of a scalar output. */
export interface NtkMoments {
  readonly mean: number;
  readonly variance: number;
}

const requireWidth = (width: number): void => {
  if (!(Number.isInteger(width) && width > 0)) {
    throw new RangeError(`width must be a positive integer, got ${width}.`);
  }
};

/**
 * Exact law, to second order, of the diagonal of the empirical tangent kernel of relu networks at finite width,
 * NTK parameterization, all hidden layers of width n. The mean is that of infinite width.
 *
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param options.firstLength - q¹ = σ_w² |x|²/n₀ + σ_b² > 0.
 * @param options.width - n.
 * @param options.depth - number L of weight layers, the readout included.
 * @returns mean and variance of Θ^L(x, x).
 * @throws RangeError outside the domain.
 *
 * Accuracy: rounding, of E Θ² − (E Θ)²: 1e-15 n relative to the variance.
 * Source: recursion derived in `packages/theory/NOTES.md` §10.
 *
 * @example
 * reluNtkMoments({ sigmaW: 1, sigmaB: 0.1 }, { firstLength: 0.51, width: 8, depth: 4 }).variance; // ≈ 1.08007 / 8
 */
export function reluNtkMoments(
  scales: Scales,
  {
    firstLength,
    width,
    depth,
  }: { readonly firstLength: number; readonly width: number; readonly depth: number },
): NtkMoments {
  requireScales(scales);
  requireWidth(width);
  requireDepth(depth);
  if (!(firstLength > 0)) throw new RangeError(`firstLength must be positive, got ${firstLength}.`);
  const c = scales.sigmaW ** 2;
  const d = scales.sigmaB ** 2;
  const same = 1 / (2 * width);
  const other = (width - 1) / (4 * width);
  // Length q, trace t of the layer's masked kernel over n, their second moments, and with A that kernel and a the
  // masked postactivations s = |A|²/n² and u = aᵀAa/n².
  let [q, t, q2, qt, t2, s, u] = [firstLength, 0, firstLength ** 2, 0, 0, 0, 0];
  for (let layer = 1; layer < depth; layer += 1) {
    const apart = q2 + 2 * c * qt + c * c * t2;
    const together = apart + 2 * c * c * s;
    const joint = q2 + c * qt;
    const jointTogether = joint + 2 * c * c * u;
    [q, t, q2, qt, t2, s, u] = [
      (c * q) / 2 + d,
      (q + c * t) / 2,
      c * c * q2 * (0.25 + 5 / (4 * width)) + c * d * q + d * d,
      (d * (q + c * t)) / 2 + c * (same * jointTogether + other * joint),
      same * together + other * apart,
      same * together + other * c * c * s,
      same * jointTogether + other * c * c * u,
    ];
  }
  const mean = q + c * t;
  return { mean, variance: q2 + 2 * c * qt + c * c * (t2 + 2 * s) - mean * mean };
}

/**
 * Exact mean and variance of the empirical tangent kernel Θ²(x_a, x_b) of relu networks with one hidden layer of
 * width n, NTK parameterization. With s = q_ab, θ = arccos c, T = E[φφ], T′ = E[φ′φ′]:
 *
 *   Var Θ = (σ_w⁴/n) [ q_a q_b J₂/2π + 2 s T + 3 s² T′ − (T + s T′)² ],   J₂ = 3 sin θ cos θ + (π − θ)(1 + 2 cos² θ)
 *
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param options.kernel - q_a > 0, q_b > 0 and q_ab of layer 1.
 * @param options.width - n.
 * @returns mean, that of infinite width, and variance.
 * @throws RangeError outside the domain.
 *
 * Source: derived in `packages/theory/NOTES.md` §10; J₂ of Cho & Saul 2009.
 */
export function reluNtkMomentsOneHidden(
  scales: Scales,
  {
    kernel,
    width,
  }: { readonly kernel: readonly [qa: number, qb: number, qab: number]; readonly width: number },
): NtkMoments {
  requireScales(scales);
  requireWidth(width);
  const [qa, qb, s] = kernel;
  if (!(qa > 0 && qb > 0 && s * s <= qa * qb * (1 + 1e-12))) {
    throw new RangeError(
      `kernel must be positive semidefinite with positive lengths, got ${kernel.join(', ')}.`,
    );
  }
  const norm = Math.sqrt(qa * qb);
  const c = Math.max(-1, Math.min(1, s / norm));
  const theta = Math.acos(c);
  const sine = Math.sqrt((1 - c) * (1 + c));
  const product = (norm * (sine + (Math.PI - theta) * c)) / (2 * Math.PI);
  const slopes = (Math.PI - theta) / (2 * Math.PI);
  const j2 = 3 * sine * c + (Math.PI - theta) * (1 + 2 * c * c);
  const one = product + s * slopes;
  const square = (qa * qb * j2) / (2 * Math.PI) + 2 * s * product + 3 * s * s * slopes;
  return {
    mean: scales.sigmaW ** 2 * one + scales.sigmaB ** 2,
    variance: (scales.sigmaW ** 4 / width) * (square - one * one),
  };
}
