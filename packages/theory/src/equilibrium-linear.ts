/** Laws of the tied N × N weight matrix of scale σ: i.i.d. entries, σ times Haar, symmetric Gaussian (GOE). */
export type TiedFamily = 'iid' | 'orthogonal' | 'goe';

/** Statistics, N → ∞, of z* = (I − W)⁻¹ x with |x|² = N and J = (I − W)⁻¹. */
export interface LinearEquilibrium {
  /** |z*|²/N. */
  readonly gain: number;
  /** N Var(|z*|²)/(E |z*|²)². */
  readonly relativeVariance: number;
  /** (1/N) tr (J Jᵀ)². */
  readonly fourthMoment: number;
  /** Smallest and largest singular value of I − W. */
  readonly edges: readonly [number, number];
}

/** Nodes for the semicircle: exact to degree 2n − 1, and to 1e-16 for (1 − λ)⁻⁴ up to σ = 0.4999. */
const NODES = 4000;

const laws: Readonly<Record<TiedFamily, (sigma: number) => LinearEquilibrium>> = Object.freeze({
  iid: (sigma) => {
    const s = sigma * sigma;
    const a = Math.sqrt(1 + 8 / s);
    return {
      gain: 1 / (1 - s),
      relativeVariance: (2 * s * (2 - s)) / (1 - s) ** 2,
      fourthMoment: 1 / (1 - s) ** 4,
      edges: [Math.sqrt((s * (a - 3) ** 3) / (8 * (a - 1))), Math.sqrt((s * (a + 3) ** 3) / (8 * (a + 1)))],
    };
  },
  orthogonal: (sigma) => {
    const s = sigma * sigma;
    return {
      gain: 1 / (1 - s),
      relativeVariance: (4 * s) / (1 - s),
      fourthMoment: (1 + s) / (1 - s) ** 3,
      edges: [1 - sigma, 1 + sigma],
    };
  },
  goe: (sigma) => {
    const gain = semicircleMoment(sigma, 2);
    const fourthMoment = semicircleMoment(sigma, 4);
    return {
      gain,
      relativeVariance: 2 * (fourthMoment / gain ** 2 - 1),
      fourthMoment,
      edges: [1 - 2 * sigma, 1 + 2 * sigma],
    };
  },
});

const edgeOfStability: Readonly<Record<TiedFamily, number>> = Object.freeze({
  iid: 1,
  orthogonal: 1,
  goe: 0.5,
});

/**
 * The linear deep equilibrium network z* = W z* + x, N → ∞.
 *
 *   iid: gain 1/(1 − σ²), relative variance 2σ²(2 − σ²)/(1 − σ²)², fourth moment (1 − σ²)⁻⁴
 *   orthogonal: 1/(1 − σ²), 4σ²/(1 − σ²), (1 + σ²)/(1 − σ²)³
 *   GOE: M₂, 2(M₄/M₂² − 1), M₄ with M_k = ∫ (1 − λ)^{−k} ρ(λ) dλ over the semicircle of radius 2σ
 *
 * @param family - law of W.
 * @param sigma - σ in (0, 1), for GOE in (0, ½): entries have variance σ²/N.
 * @returns the four statistics. At finite N the means of iid and GOE are infinite; compare medians or logarithms.
 * @throws RangeError if σ is outside the stable range.
 *
 * Source: derived in `packages/theory/NOTES.md` §13; the setting is that of Agarwala & Schoenholz 2022,
 * arXiv:2207.09432.
 */
export function linearEquilibrium(family: TiedFamily, sigma: number): LinearEquilibrium {
  if (!(sigma > 0 && sigma < edgeOfStability[family])) {
    throw new RangeError(`sigma must lie in (0, ${edgeOfStability[family]}), got ${sigma}.`);
  }
  return laws[family](sigma);
}

/** By Gauss–Chebyshev quadrature of the second kind: λ = 2σ cos θ, ρ dλ = (2/π) sin² θ dθ. */
function semicircleMoment(sigma: number, k: number): number {
  let sum = 0;
  for (let j = 1; j <= NODES; j += 1) {
    const theta = (j * Math.PI) / (NODES + 1);
    sum += Math.sin(theta) ** 2 / (1 - 2 * sigma * Math.cos(theta)) ** k;
  }
  return (2 * sum) / (NODES + 1);
}

/**
 * Mean gain of the linear equilibrium with orthogonal weights at finite N, exactly:
 * (1/(1 − σ²)) [1 + (2/N) σ²/(1 − σ²)].
 *
 * @param sigma - σ in [0, 1).
 * @param width - N ≥ 1.
 * @returns E |z*|²/N.
 * @throws RangeError outside the domain.
 *
 * Source: E tr O^m = 1 for even m > 0 and 0 for odd m < N; `packages/theory/NOTES.md` §13.
 */
export function orthogonalEquilibriumGain(sigma: number, width: number): number {
  if (!(sigma >= 0 && sigma < 1)) throw new RangeError(`sigma must lie in [0, 1), got ${sigma}.`);
  if (!(Number.isInteger(width) && width > 0)) {
    throw new RangeError(`width must be a positive integer, got ${width}.`);
  }
  const s = sigma * sigma;
  return (1 / (1 - s)) * (1 + ((2 / width) * s) / (1 - s));
}

/**
 * Gain of the truncated iteration z_{k+1} = W z_k + x, z_0 = x, after t steps, N → ∞: Σ_{k≤t} σ^{2k} for iid and
 * orthogonal weights; Σ_{j,k≤t, j+k even} σ^{j+k} C_{(j+k)/2} for GOE, with the Catalan numbers C.
 *
 * @param family - law of W.
 * @param sigma - σ ≥ 0.
 * @param steps - t ≥ 0.
 * @returns E |z_t|²/N.
 * @throws RangeError outside the domain.
 */
export function truncatedGain(family: TiedFamily, sigma: number, steps: number): number {
  if (!(sigma >= 0)) throw new RangeError(`sigma must be non-negative, got ${sigma}.`);
  if (!(Number.isInteger(steps) && steps >= 0)) {
    throw new RangeError(`steps must be a non-negative integer, got ${steps}.`);
  }
  let sum = 0;
  let term = 1;
  // With j + k = 2n and both at most t there are min(2n, 2t − 2n) + 1 pairs.
  for (let n = 0; n <= steps; n += 1) {
    const pairs = family === 'goe' ? Math.min(2 * n, 2 * steps - 2 * n) + 1 : 1;
    sum += pairs * term;
    term *= sigma * sigma * (family === 'goe' ? (2 * (2 * n + 1)) / (n + 2) : 1);
  }
  return sum;
}

/**
 * Mean of |z_2|²/N for GOE weights at finite N, exactly: 1 + 3σ²(1 + 1/N) + σ⁴(2 + 5/N + 5/N²).
 *
 * @param sigma - σ ≥ 0.
 * @param width - N ≥ 1.
 * @returns the mean after two steps.
 */
export function goeGainAfterTwoSteps(sigma: number, width: number): number {
  const s = sigma * sigma;
  return 1 + 3 * s * (1 + 1 / width) + s * s * (2 + 5 / width + 5 / (width * width));
}
