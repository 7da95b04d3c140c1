/** The ways to write a list of numbers, as parsed. */
export interface NumberGenerator {
  readonly range?: readonly [number, number, number] | undefined;
  readonly linspace?: readonly [number, number, number] | undefined;
  readonly logspace?: readonly [number, number, number] | undefined;
  readonly geomspace?: readonly [number, number, number] | undefined;
}

/**
 * Drops what lies beyond the 15th significant digit of `scale`, so that linspace(1, 3, 41) holds 1.05 and not
 * 1.0499999999999998: an axis value is part of a cell's identity, and the user who writes 1.05 in another spec must
 * get the same cell. −0 becomes 0.
 */
export function roundAxisValue(value: number, scale: number): number {
  if (value === 0 || scale === 0) return 0;
  const decimals = 14 - Math.floor(Math.log10(Math.abs(scale)));
  const rounded =
    decimals >= 0 && decimals <= 100 ? Number(value.toFixed(decimals)) : Number(value.toPrecision(15));
  return rounded === 0 ? 0 : rounded;
}

/** Value i of n is from + (to − from) i/(n − 1): no sum of steps, so rounding does not accumulate. */
export function linspace([from, to, points]: readonly [number, number, number]): number[] {
  const scale = Math.max(Math.abs(from), Math.abs(to));
  return Array.from({ length: points }, (_, i) =>
    roundAxisValue(points === 1 ? from : from + ((to - from) * i) / (points - 1), scale),
  );
}

/** Number of values of a range; to is included when a whole number of steps reaches it to within 1e-9 of a step. */
export const rangeCount = ([from, to, step]: readonly [number, number, number]): number =>
  Math.floor((to - from) / step + 1e-9) + 1;

function range(bounds: readonly [number, number, number]): number[] {
  const [from, to, step] = bounds;
  const scale = Math.max(Math.abs(from), Math.abs(to));
  return Array.from({ length: rangeCount(bounds) }, (_, i) => roundAxisValue(from + i * step, scale));
}

function logspace([from, to, points]: readonly [number, number, number]): number[] {
  return linspace([from, to, points]).map((exponent) => {
    const value = 10 ** exponent;
    return roundAxisValue(value, value);
  });
}

function geomspace([from, to, points]: readonly [number, number, number]): number[] {
  const sign = Math.sign(from);
  return Array.from({ length: points }, (_, i) => {
    // The end points are what was written, not exp(log(…)) of it.
    if (i === 0) return from;
    if (i === points - 1) return to;
    const value = sign * Math.exp(Math.log(Math.abs(from)) + (Math.log(to / from) * i) / (points - 1));
    return roundAxisValue(value, value);
  });
}

/** Why a generator gives no list, or undefined. */
export function generatorFault(generator: NumberGenerator): string | undefined {
  if (generator.range !== undefined) {
    const [from, to, step] = generator.range;
    if (step === 0) return 'must have a step other than 0';
    if ((to - from) / step < 0) return 'must step from its first value towards its second';
    if (rangeCount(generator.range) > 100_000) return 'must have at most 100000 values';
  }
  if (generator.geomspace !== undefined) {
    const [from, to] = generator.geomspace;
    if (from * to <= 0) return 'must have two end points of the same sign, neither 0';
  }
  return undefined;
}

/** The list that a generator stands for. Integer leaves round logarithmic spacings to the nearest integer. */
export function generate(generator: NumberGenerator, isInteger: boolean): number[] {
  if (generator.range !== undefined) return range(generator.range);
  if (generator.linspace !== undefined) return linspace(generator.linspace);
  const spaced =
    generator.logspace !== undefined
      ? logspace(generator.logspace)
      : generator.geomspace !== undefined
        ? geomspace(generator.geomspace)
        : [];
  return isInteger ? spaced.map(Math.round) : spaced;
}
