import { divide, multiply, ONE, PI, squareRoot, toNumber } from './fixed-point.ts';
import {
  type SeriesRule,
  slopeRule,
  squareCoefficient,
  type TaylorTable,
  taylorTable,
} from './taylor-table.ts';

/** The period of φ in three parts, each of the first two 33 bits long, so that small multiples of them are exact. */
export interface Period {
  readonly inverse: number;
  readonly parts: readonly [number, number, number];
}

/** What the sampler computes for φ. */
export type ActivationForm =
  | { readonly kind: 'bend'; readonly slope: number }
  | {
      readonly kind: 'table';
      readonly table: TaylorTable;
      /** φ′ on the same nodes; made when first asked for. */
      readonly slopes: () => TaylorTable;
      readonly period?: Period;
    };

const over = (x: bigint, n: number): bigint => x / BigInt(n + 1);
const SQRT_PI = squareRoot(PI);

/** t′ = 1 − t². */
const tanh: SeriesRule = {
  start: [0n],
  next: ([t = []], n) => [over((n === 0 ? ONE : 0n) - squareCoefficient(t, n), n)],
  phi: ([t = []], n) => t[n] ?? 0n,
  reach: 20,
  ends: [
    [-1, 0],
    [1, 0],
  ],
};

/** s′ = s − s². */
const sigmoid: SeriesRule = {
  start: [ONE / 2n],
  next: ([s = []], n) => [over((s[n] ?? 0n) - squareCoefficient(s, n), n)],
  phi: ([s = []], n) => s[n] ?? 0n,
  reach: 40,
  ends: [
    [0, 0],
    [1, 0],
  ],
};

/** Coefficient n of (node + d) · x(d). */
const timesArgument = (x: readonly bigint[], n: number, node: bigint): bigint =>
  multiply(node, x[n] ?? 0n) + (x[n - 1] ?? 0n);

const silu: SeriesRule = {
  ...sigmoid,
  phi: ([s = []], n, node) => timesArgument(s, n, node),
  reach: 44,
  ends: [
    [0, 0],
    [44, 1],
  ],
};

/** e′ = g, g′ = −rate · z · g: the integral of a Gaussian. */
const gaussianIntegral = (
  rate: bigint,
  start: readonly [bigint, bigint],
): Pick<SeriesRule, 'start' | 'next'> => ({
  start,
  next: ([, g = []], n, node) => [over(g[n] ?? 0n, n), over(-rate * timesArgument(g, n, node), n)],
});

const erf: SeriesRule = {
  ...gaussianIntegral(2n, [0n, divide(2n * ONE, SQRT_PI)]),
  phi: ([e = []], n) => e[n] ?? 0n,
  reach: 7,
  ends: [
    [-1, 0],
    [1, 0],
  ],
};

/** z Φ(z). */
const gelu: SeriesRule = {
  ...gaussianIntegral(1n, [ONE / 2n, divide(ONE, squareRoot(2n * PI))]),
  phi: ([e = []], n, node) => timesArgument(e, n, node),
  reach: 10,
  ends: [
    [0, 0],
    [10, 1],
  ],
};

/** s′ = c, c′ = −s. */
const sin: SeriesRule = {
  start: [0n, ONE],
  next: ([s = [], c = []], n) => [over(c[n] ?? 0n, n), over(-(s[n] ?? 0n), n)],
  phi: ([s = []], n) => s[n] ?? 0n,
  reach: 3.25,
};

/** 2π; its parts are what remains, cut after 2⁻³⁰ and 2⁻⁶³. */
function fullTurn(): Period {
  const turn = 2n * PI;
  const first = (turn >> 98n) << 98n;
  const second = ((turn - first) >> 65n) << 65n;
  const parts = [toNumber(first), toNumber(second), toNumber(turn - first - second)] as const;
  return { inverse: toNumber(divide(ONE, turn)), parts };
}

const bend = (slope: number) => (): ActivationForm => ({ kind: 'bend', slope });

/** A table takes tens of milliseconds, so it is made when first asked for and kept. */
function tabulated(rule: SeriesRule, period?: () => Period): () => ActivationForm {
  let form: ActivationForm | undefined;
  let slopes: TaylorTable | undefined;
  return () => {
    form ??= {
      kind: 'table',
      table: taylorTable(rule),
      slopes: () => {
        slopes ??= taylorTable(slopeRule(rule));
        return slopes;
      },
      ...(period === undefined ? {} : { period: period() }),
    };
    return form;
  };
}

/** How the sampler computes each registered activation. */
const forms: Readonly<Record<string, (negativeSlope: number | undefined) => ActivationForm>> = Object.freeze({
  erf: tabulated(erf),
  gelu: tabulated(gelu),
  'leaky-relu': leakyRelu,
  linear: bend(1),
  relu: bend(0),
  sigmoid: tabulated(sigmoid),
  silu: tabulated(silu),
  sin: tabulated(sin, fullTurn),
  tanh: tabulated(tanh),
});

function leakyRelu(negativeSlope: number | undefined): ActivationForm {
  if (negativeSlope === undefined) throw new RangeError('leaky-relu needs negativeSlope, got none');
  return { kind: 'bend', slope: negativeSlope };
}

/** Names of the activations that the Gram sampler can compute. */
export const gramActivations: readonly string[] = Object.freeze(Object.keys(forms));

/**
 * How the Gram sampler computes an activation.
 *
 * @param name - registered name.
 * @param negativeSlope - of leaky-relu; ignored by the others.
 * @throws RangeError if the sampler has no form for it, or leaky-relu has no slope.
 *
 * Accuracy: against 45 digits on |z| ≤ 50 (sin: 3000), tables are within 3e-16 · max(1, |z|) of φ; relative to φ, tanh and erf are
 * within 1.5e-15. Slopes, the derivatives' own Taylor polynomials on the same nodes, are within 1e-15 of φ′ for |z| ≤ 50 (sin: 3000).
 */
export function activationForm(name: string, negativeSlope?: number): ActivationForm {
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (form === undefined)
    throw new RangeError(
      `the Gram sampler has no activation "${name}"; it has ${gramActivations.join(', ')}`,
    );
  return form(negativeSlope);
}
