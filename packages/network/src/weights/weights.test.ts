import { normals, purposes, words } from '@widthwise/random';
import { describe, expect, it } from 'vitest';
import { resolveWeights, type WeightChoice, weightLaws } from './registry.ts';

/** Every law, with two shapes where it takes one. */
const choices: readonly WeightChoice[] = Object.entries(weightLaws).flatMap(([weights, { shape }]) =>
  shape === undefined
    ? [{ weights }]
    : [
        { weights, weightShape: 10 },
        { weights, weightShape: 5.5 },
      ],
);
const transformed = choices.filter((choice) => resolveWeights(choice).transform !== undefined);

const LEVELS = 15;

/**
 * E f(|u|), E over u uniform on (0, 1), by the double exponential rule, which ends of infinite slope do not spoil:
 * u = 1/(1 + exp(−π sinh t)).
 */
function mean(f: (u: number) => number): number {
  const step = 1 / LEVELS;
  let sum = 0;
  for (let i = -6 * LEVELS; i <= 6 * LEVELS; i += 1) {
    const t = i * step;
    const s = Math.PI * Math.sinh(t);
    if (Math.abs(s) > 700) continue;
    const u = 1 / (1 + Math.exp(-s));
    if (u === 1) continue;
    sum += f(u) * ((step * Math.PI * Math.cosh(t)) / (2 + Math.exp(s) + Math.exp(-s)));
  }
  return sum;
}

/** E W^p. */
function moment(choice: WeightChoice, power: number): number {
  const { transform } = resolveWeights(choice);
  if (transform === undefined) throw new TypeError('made of normals');
  const { uniforms, value, deviation } = transform;
  const entry = (u: number, v: number): number => (value(u, v) / deviation) ** power;
  if (uniforms === 1) return (mean((u) => entry(u, 0)) + mean((u) => entry(-u, 0))) / 2;
  // The midpoint rule is exact for powers of cos π v below the number of nodes.
  const angles = Array.from({ length: 16 }, (_, i) => (i + 0.5) / 8 - 1);
  return angles.reduce((sum, v) => sum + mean((u) => entry(u, v)) / angles.length, 0);
}

describe.each(transformed)('$weights $weightShape', (choice) => {
  it('has mean 0, variance 1 and the excess kurtosis it declares, by quadrature of its map', () => {
    // The map's own rounding, and for t with 5.5 degrees the last 1e-9 of a fourth moment whose tail falls as t^{−1.5}.
    expect(Math.abs(moment(choice, 1))).toBeLessThan(1e-12);
    expect(Math.abs(moment(choice, 2) - 1)).toBeLessThan(1e-10);
    expect(Math.abs(moment(choice, 4) - 3 - resolveWeights(choice).excessKurtosis(1))).toBeLessThan(1e-7);
  });

  it('is odd or even in law: u and −u give W and −W, or v and 1 − v do', () => {
    const { transform } = resolveWeights(choice);
    for (const u of [0.1, 0.5, 0.93]) {
      const value = transform?.value(u, 0.2) ?? Number.NaN;
      const mirrored =
        transform?.uniforms === 2 ? transform.value(u, 0.8) : (transform?.value(-u, 0) ?? Number.NaN);
      expect(mirrored).toBeCloseTo(-value, 14);
    }
  });
});

describe('closed forms', () => {
  it('of kurtosis: t 6/(ν − 4), Weibull Γ(1 + 4/θ)/Γ(1 + 2/θ)² − 3, truncated normal', () => {
    const kurtosis = (choice: WeightChoice): number => resolveWeights(choice).excessKurtosis(8);
    expect(kurtosis({ weights: 'student-t', weightShape: 7 })).toBe(2);
    // θ = 2: Γ(3)/Γ(2)² − 3 = −1; θ = 4: Γ(2)/Γ(3/2)² − 3 = 4/π − 3; θ = 1: 24/4 − 3 = 3.
    expect(kurtosis({ weights: 'weibull', weightShape: 2 })).toBeCloseTo(-1, 13);
    expect(kurtosis({ weights: 'weibull', weightShape: 4 })).toBeCloseTo(4 / Math.PI - 3, 13);
    expect(kurtosis({ weights: 'weibull', weightShape: 1 })).toBeCloseTo(3, 12);
    expect(kurtosis({})).toBe(0);
    // O(1): one entry ±1.
    expect(resolveWeights({ weights: 'orthogonal' }).excessKurtosis(1)).toBe(-2);
  });

  it('of the entry of a Haar orthogonal matrix: −6/(m + 2), the kurtosis of √m times a coordinate of the sphere', () => {
    const m = 6;
    const draws = 20_000;
    const g = new Float64Array(m);
    let sum = 0;
    let squares = 0;
    for (let network = 0; network < draws; network += 1) {
      normals([3, 1], { network, layer: 1, purpose: purposes.gramNormals, column: 0 }, g);
      const value = (Math.sqrt(m) * g[0]!) / Math.hypot(...g);
      sum += value ** 4;
      squares += value ** 8;
    }
    const average = sum / draws;
    const error = Math.sqrt((squares / draws - average ** 2) / draws);
    const expected = 3 + resolveWeights({ weights: 'orthogonal' }).excessKurtosis(m);
    // |z| < 4, false alarm 6e-5; the kurtosis of a Gaussian is rejected.
    expect(Math.abs(average - expected) / error).toBeLessThan(4);
    expect(Math.abs(average - 3) / error).toBeGreaterThan(4);
  });
});

it('draws of every map have its variance within 4 standard errors, and one 5 % too wide has not', () => {
  const draws = 60_000;
  const pairs = new Uint32Array(2 * draws);
  words([5, 8], { network: 0, layer: 1, purpose: purposes.inputs, column: 0 }, pairs);
  for (const choice of transformed) {
    const { transform, excessKurtosis } = resolveWeights(choice);
    let sum = 0;
    for (let i = 0; i < draws; i += 1) {
      const [u, v] = [pairs[2 * i]!, pairs[2 * i + 1]!].map((word) => (word + 0.5) / 2 ** 31 - 1);
      sum += ((transform?.value(u ?? 0, v ?? 0) ?? Number.NaN) / (transform?.deviation ?? Number.NaN)) ** 2;
    }
    // Var W² = κ + 2; ±1 has none, and its sum is exact.
    const error = Math.max(Math.sqrt((2 + excessKurtosis(1)) / draws), 1e-12);
    expect(Math.abs(sum / draws - 1) / error).toBeLessThan(4);
    expect(Math.abs((1.05 ** 2 * sum) / draws - 1) / error).toBeGreaterThan(4);
  }
});

describe('resolveWeights', () => {
  it('is Gaussian where nothing is said', () => {
    expect(resolveWeights({})).toBe(resolveWeights({ weights: 'gaussian' }));
  });

  it('refuses names it does not hold, with the nearest, and the law of another experiment', () => {
    expect(() => resolveWeights({ weights: 'weibul' })).toThrow('Did you mean "weibull"?');
    expect(() => resolveWeights({ weights: 'goe' })).toThrow('SPEC_UNKNOWN_NAME: law of weights "goe"');
    expect(() => resolveWeights({ weights: 'constructor' })).toThrow('SPEC_UNKNOWN_NAME');
  });

  it('wants a shape in its interval where the law has one, and none elsewhere', () => {
    const rule =
      'SPEC_RANGE: weightShape, the degrees of freedom of student-t weights, must lie in (4, 1000]';
    for (const weightShape of [4, 1001, Number.NaN])
      expect(() => resolveWeights({ weights: 'student-t', weightShape })).toThrow(
        `${rule}, got ${weightShape}.`,
      );
    expect(() => resolveWeights({ weights: 'student-t' })).toThrow(`${rule}, got undefined.`);
    expect(resolveWeights({ weights: 'weibull', weightShape: 0.5 }).name).toBe('weibull');
    expect(() => resolveWeights({ weightShape: 3 })).toThrow('weights gaussian take no weightShape, got 3');
  });
});
