import { multiply, toNumber } from './fixed-point.ts';

/** Nodes lie 2⁻⁵ apart, so a Taylor polynomial of degree seven is used up to 2⁻⁶ from its node. */
const STEP_BITS = 5;
const NODES_PER_UNIT = 2 ** STEP_BITS;
/** Terms used to step from node to node: the rest is below 2⁻⁹⁰. */
const ORDER = 18;
export const COEFFICIENTS = 8;

/**
 * A function by the differential equation of a few series.
 * From the values of its components at a node it gives their Taylor coefficients, and from those the function's own.
 */
export interface SeriesRule {
  /** Values of the components at 0. */
  readonly start: readonly bigint[];
  /** Coefficient n + 1 of every component, from coefficients 0 … n, about `node`. */
  readonly next: (series: readonly bigint[][], n: number, node: bigint) => readonly bigint[];
  /** Coefficient n of φ. */
  readonly phi: (series: readonly bigint[][], n: number, node: bigint) => bigint;
  /** Nodes cover [−reach, reach]; a whole number of steps. */
  readonly reach: number;
  /** Value and slope of φ at the lowest and the highest node, from where it is taken as a straight line. */
  readonly ends?: readonly [readonly [number, number], readonly [number, number]];
}

/** φ as Taylor polynomials about the nodes −reach, −reach + 2⁻⁵, …, reach. */
export interface TaylorTable {
  readonly reach: number;
  /** Its sum with z has as last bits the number of the node nearest to z. */
  readonly large: number;
  /** Eight coefficients per node, lowest power first. */
  readonly coefficients: Float64Array;
}

/** Coefficient n of the square of a series, Σ x_i x_{n−i}. */
export function squareCoefficient(x: readonly bigint[], n: number): bigint {
  let sum = 0n;
  for (let i = 0; 2 * i < n; i++) sum += multiply(x[i] ?? 0n, x[n - i] ?? 0n);
  const middle = n % 2 === 0 ? (x[n / 2] ?? 0n) : 0n;
  return 2n * sum + multiply(middle, middle);
}

/** The rule of φ′, from the same series. */
export function slopeRule(rule: SeriesRule): SeriesRule {
  const slope: SeriesRule = {
    start: rule.start,
    next: rule.next,
    phi: (series, n, node) => BigInt(n + 1) * rule.phi(series, n + 1, node),
    reach: rule.reach,
  };
  if (rule.ends === undefined) return slope;
  const [lowest, highest] = rule.ends;
  return {
    ...slope,
    ends: [
      [lowest[1], 0],
      [highest[1], 0],
    ],
  };
}

function expand(rule: SeriesRule, values: readonly bigint[], node: bigint): bigint[][] {
  const series = values.map((value) => [value]);
  for (let n = 0; n + 1 < ORDER; n++) {
    const next = rule.next(series, n, node);
    for (const [component, coefficients] of series.entries()) coefficients.push(next[component] ?? 0n);
  }
  return series;
}

/** Values one step up or down: Σ c_n (±2⁻⁵)ⁿ. */
function step(series: readonly bigint[][], direction: 1 | -1): bigint[] {
  return series.map((coefficients) =>
    coefficients.reduce((sum, c, n) => {
      const term = c >> BigInt(STEP_BITS * n);
      return n % 2 === 1 && direction < 0 ? sum - term : sum + term;
    }, 0n),
  );
}

/**
 * Tabulates a function by stepping its differential equation outward from 0 in 128-bit fixed point.
 *
 * Accuracy: coefficients are the nearest float64 but for ties nearer than 2⁻⁸⁰ (stepping errors); the polynomial leaves out
 * |φ⁽⁸⁾|/8! · 2⁻⁴⁸, below 1.1e-16 for every activation here.
 */
export function taylorTable(rule: SeriesRule): TaylorTable {
  const half = rule.reach * NODES_PER_UNIT;
  const coefficients = new Float64Array((2 * half + 1) * COEFFICIENTS);
  for (const direction of [1, -1] as const) {
    let values: readonly bigint[] = rule.start;
    for (let k = 0; k <= half; k++) {
      const node = BigInt(direction * k) << BigInt(128 - STEP_BITS);
      const series = expand(rule, values, node);
      const offset = (half + direction * k) * COEFFICIENTS;
      for (let n = 0; n < COEFFICIENTS; n++) coefficients[offset + n] = toNumber(rule.phi(series, n, node));
      values = step(series, direction);
    }
  }
  if (rule.ends !== undefined) {
    const [lowest, highest] = rule.ends;
    coefficients.fill(0, 0, COEFFICIENTS).set(lowest);
    coefficients.fill(0, coefficients.length - COEFFICIENTS).set(highest, coefficients.length - COEFFICIENTS);
  }
  return { reach: rule.reach, large: 1.5 * 2 ** (52 - STEP_BITS) + rule.reach, coefficients };
}
