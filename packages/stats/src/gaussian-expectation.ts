/** A trapezoid rule: nodes at multiples of `step`, in standard deviations, up to ±`limit`. */
export interface TrapezoidGrid {
  readonly step: number;
  readonly limit: number;
}

/** For one normal. Gauss–Hermite is not used: its 64-point rule is 9 % off for tanh² at variance 10. */
export const TRAPEZOID: TrapezoidGrid = { step: 1 / 16, limit: 12 };

/** For two normals: nodes within a disc of radius `limit` of the whitened plane, 16,277 of them. */
export const TRAPEZOID_PAIR: TrapezoidGrid = { step: 1 / 8, limit: 9 };

/** Covariance of a pair of zero-mean normals. */
export interface PairCovariance {
  readonly qa: number;
  readonly qb: number;
  readonly qab: number;
}

/**
 * Expectation over one zero-mean normal by the trapezoid rule, which converges exponentially for smooth integrands.
 *
 *   E f(z) = ∫ Du f(√q u),   Du = exp(−u²/2) du/√(2π)
 *
 * @param f - smooth; one with a kink or step needs its closed form instead: the rule is then off by order step².
 * @param q - variance ≥ 0; at 0 the result is f(0).
 * @param grid - nodes.
 * @returns E f(z), in units of f.
 * @throws RangeError if `q` is negative or not finite.
 *
 * Accuracy: relative error below 1e-14 for moments to tenth order, and for tanh² and erf² at q ≤ 10 (test). The error
 * is about exp(−2π a/step) for an f analytic in |Im u| < a, and for tanh a = π/(2√q): 1e-11 at q = 40.
 *
 * @example
 * gaussianExpectation((z) => z ** 4, 2); // ≈ 12
 */
export function gaussianExpectation(
  f: (z: number) => number,
  q: number,
  grid: TrapezoidGrid = TRAPEZOID,
): number {
  const scale = standardDeviation(q, 'q');
  const weights = weightsOf(grid);
  let sum = weights[0]! * f(0);
  // From the tail inwards, so that small terms are added before they would be lost.
  for (let k = weights.length - 1; k > 0; k--) {
    const z = scale * k * grid.step;
    sum += weights[k]! * (f(z) + f(-z));
  }
  return sum;
}

/**
 * Expectation over two correlated zero-mean normals by the trapezoid rule in whitened coordinates u, v.
 *
 *   E f(z_a, z_b) = ∫∫ Du Dv f(√q_a u, (q_ab/√q_a) u + √(q_b − q_ab²/q_a) v)
 *
 * @param f - smooth, as for one normal.
 * @param covariance - q_a ≥ 0, q_b ≥ 0 and q_ab² ≤ q_a q_b, of which a relative excess of 1e-12 is taken as rounding.
 * @param grid - nodes of each axis; those outside the disc of radius `limit` are left out.
 * @returns E f(z_a, z_b), in units of f.
 * @throws RangeError outside that domain.
 *
 * Accuracy: relative error below 1e-13 for products of two erf, and of two tanh, with q_a, q_b ≤ 5; 1e-9 at 10 (test).
 *
 * @example
 * gaussianPairExpectation((a, b) => a * a * b * b, { qa: 1, qb: 1, qab: 0.5 }); // ≈ 1.5
 */
export function gaussianPairExpectation(
  f: (za: number, zb: number) => number,
  covariance: PairCovariance,
  grid: TrapezoidGrid = TRAPEZOID_PAIR,
): number {
  const { qa, qb, qab } = covariance;
  const scaleA = standardDeviation(qa, 'qa');
  const scaleB = standardDeviation(qb, 'qb');
  if (!(qab * qab <= qa * qb * (1 + 1e-12))) {
    throw new RangeError(`qab² must not exceed qa qb = ${qa * qb}, got qab = ${qab}`);
  }
  const slope = scaleA === 0 ? 0 : qab / scaleA;
  const rest = scaleA === 0 ? scaleB : Math.sqrt(Math.max(0, qb - slope * slope));
  const weights = weightsOf(grid);
  const nodes = weights.length - 1;
  const radius = (grid.limit / grid.step) ** 2;
  let total = 0;
  for (let i = -nodes; i <= nodes; i++) {
    const u = i * grid.step;
    const reach = Math.floor(Math.sqrt(Math.max(0, radius - i * i)));
    const shift = slope * u;
    let row = 0;
    for (let j = -reach; j <= reach; j++) {
      row += weights[Math.abs(j)]! * f(scaleA * u, shift + rest * j * grid.step);
    }
    total += weights[Math.abs(i)]! * row;
  }
  return total;
}

function standardDeviation(variance: number, name: string): number {
  if (!(variance >= 0 && variance < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${name} must be finite and at least 0, got ${variance}`);
  }
  return Math.sqrt(variance);
}

const weightsByGrid = new Map<string, Float64Array>();

/** step · exp(−u²/2)/√(2π) at u = 0, step, 2 step, …, limit. */
function weightsOf({ step, limit }: TrapezoidGrid): Float64Array {
  const key = `${step}/${limit}`;
  let weights = weightsByGrid.get(key);
  if (weights === undefined) {
    if (!(step > 0 && limit >= step)) {
      throw new RangeError(`grid must have 0 < step ≤ limit, got ${step}, ${limit}`);
    }
    const normalization = step / Math.sqrt(2 * Math.PI);
    weights = Float64Array.from(
      { length: Math.floor(limit / step) + 1 },
      (_, k) => normalization * Math.exp(-0.5 * (k * step) ** 2),
    );
    weightsByGrid.set(key, weights);
  }
  return weights;
}
