import type { Activation, Architecture } from '@widthwise/network';

/** A column with mean zero and mean square one, and the standard deviation (divisor N) that it was divided by. */
interface Standardized {
  readonly values: Float64Array;
  readonly deviation: number;
}

/** f of every entry. The `from` and `map` of typed arrays take several times as long. */
function mapped(values: ArrayLike<number>, f: (value: number) => number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i += 1) out[i] = f(values[i]!);
  return out;
}

/** (v − mean)/sd over neurons; not finite where all entries are equal. */
function standardize(column: ArrayLike<number>): Standardized {
  const width = column.length;
  let sum = 0;
  for (let i = 0; i < width; i += 1) sum += column[i]!;
  const mean = sum / width;
  let squares = 0;
  for (let i = 0; i < width; i += 1) squares += (column[i]! - mean) ** 2;
  const deviation = Math.sqrt(squares / width);
  return { values: mapped(column, (v) => (v - mean) / deviation), deviation };
}

/**
 * Layer normalization of columns, LN(v) = (v − mean)/sd over neurons, in float64.
 *
 * @param values - [columns][width].
 * @param width - neurons.
 * @returns LN of every column, rounded to float32; not finite where all entries of a column are equal.
 */
export function normalizeColumns(values: Float32Array, width: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += width)
    out.set(standardize(values.subarray(at, at + width)).values, at);
  return out;
}

/** ∂y/∂h of one column: slopes φ′, and the normalization that stands before or after φ. */
export interface LocalDerivative {
  readonly slopes: Float64Array;
  readonly normalization?: {
    readonly order: NonNullable<Architecture['normalization']>;
    readonly standardized: Standardized;
  };
}

/**
 * The derivative of a layer's output by its preactivations, at one input.
 *
 *   y = φ(h): D;   y = φ(LN(h)): D P/s;   y = LN(φ(h)): P D/s;   D = diag φ′,   P = I − 11ᵀ/N − x xᵀ/N
 *
 * with x and s the normalized column and its standard deviation. P is a projection and symmetric.
 *
 * @param architecture - its normalization.
 * @param activation - φ and φ′.
 * @param h - preactivations of one input, [N].
 */
export function localDerivative(
  { normalization }: Architecture,
  { phi, dphi }: Activation,
  h: Float32Array,
): LocalDerivative {
  if (normalization === undefined) return { slopes: mapped(h, dphi) };
  if (normalization === 'preactivation') {
    const standardized = standardize(h);
    return {
      slopes: mapped(standardized.values, dphi),
      normalization: { order: normalization, standardized },
    };
  }
  const standardized = standardize(mapped(h, phi));
  return { slopes: mapped(h, dphi), normalization: { order: normalization, standardized } };
}

/** P v/s, in place. */
function project({ values: x, deviation }: Standardized, v: Float64Array): void {
  const width = v.length;
  let sum = 0;
  let along = 0;
  for (let i = 0; i < width; i += 1) {
    sum += v[i]!;
    along += x[i]! * v[i]!;
  }
  for (let i = 0; i < width; i += 1) v[i] = (v[i]! - sum / width - (x[i]! * along) / width) / deviation;
}

function scale(slopes: Float64Array, v: Float64Array): void {
  for (let i = 0; i < v.length; i += 1) v[i] = v[i]! * slopes[i]!;
}

/** (∂y/∂h) u of a tangent u, in place; [N]. */
export function pushTangent({ slopes, normalization }: LocalDerivative, u: Float64Array): void {
  if (normalization?.order === 'preactivation') project(normalization.standardized, u);
  scale(slopes, u);
  if (normalization?.order === 'postactivation') project(normalization.standardized, u);
}

/** (∂y/∂h)ᵀ g of a gradient g, in place; [N]. */
export function pullGradient({ slopes, normalization }: LocalDerivative, g: Float64Array): void {
  if (normalization?.order === 'postactivation') project(normalization.standardized, g);
  scale(slopes, g);
  if (normalization?.order === 'preactivation') project(normalization.standardized, g);
}

/**
 * ‖∂y/∂h‖_F²: Σ φ′², or (1/s²) Σ φ′_j² (1 − 1/N − x_j²/N) under normalization, before or after φ alike, since the diagonal of P is in brackets.
 */
export function squaredNorm({ slopes, normalization }: LocalDerivative): number {
  const width = slopes.length;
  let sum = 0;
  if (normalization === undefined) {
    for (let j = 0; j < width; j += 1) sum += slopes[j]! ** 2;
    return sum;
  }
  const { values: x, deviation } = normalization.standardized;
  for (let j = 0; j < width; j += 1) sum += slopes[j]! ** 2 * (1 - 1 / width - x[j]! ** 2 / width);
  return sum / deviation ** 2;
}
