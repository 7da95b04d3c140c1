import { resolveWeights, type WeightLaw, weightLaws } from '@widthwise/network';
import { purposes } from '@widthwise/random';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseKey, taskOfCase } from './dense-cases.ts';
import { drawWeights } from './draw-weights.ts';
import { loadTensorFlow } from './load.ts';
import { Operations } from './operations.ts';
import { statelessNormals, statelessUniforms } from './stateless-normals.ts';
import { weightForms } from './weight-forms.ts';

let operations: Operations;
beforeAll(async () => {
  operations = new Operations((await loadTensorFlow()).binding);
});

interface Choice {
  readonly weights: string;
  readonly weightShape?: number;
}
/** Every law. Shapes are such that the eighth moment, of which the kurtosis' error is made, exists. */
const choices: readonly Choice[] = Object.entries(weightLaws).map(([weights, { shape }]) =>
  shape === undefined ? { weights } : { weights, weightShape: weights === 'weibull' ? 3 : 12 },
);
const transformed = choices.filter((choice) => resolveWeights(choice).transform !== undefined);
const independent = choices.filter((choice) => resolveWeights(choice).isIndependent);

const taskOf = (variant: Choice) =>
  taskOfCase({ activation: 'linear', width: 1, depth: 1, sigmaW: 1, sigmaB: 0, first: 0, count: 1, variant });

interface Shape {
  readonly batch: readonly number[];
  readonly fanIn: number;
  readonly width: number;
}
const draw = (choice: Choice, shape: Shape, network = 0): Float32Array =>
  operations.scope(() =>
    operations.read(drawWeights(operations, taskOf(choice), { network, layer: 3, ...shape })),
  );

describe('uniform numbers', () => {
  it('are uniform on (−1, 1), also where |u| is below the spacing of 24-bit fractions', () => {
    const address = { network: 0, layer: 1, purpose: purposes.denseWeights };
    const u = operations.scope(() =>
      operations.read(statelessUniforms(operations, caseKey, address, [2 ** 20])),
    );
    // Moments of u² and u⁴: 1/3 and 1/5 with variances 4/45 and 16/225; |z| < 4, false alarm 2e-4.
    const moment = (power: number): number => u.reduce((sum, v) => sum + v ** power, 0) / u.length;
    expect(Math.abs(moment(1)) * Math.sqrt(3 * u.length)).toBeLessThan(4);
    expect(Math.abs(moment(2) - 1 / 3) * Math.sqrt((45 / 4) * u.length)).toBeLessThan(4);
    expect(Math.abs(moment(4) - 1 / 5) * Math.sqrt((225 / 16) * u.length)).toBeLessThan(4);
    // A fraction of 24 bits would be a multiple of 2⁻²³.
    const small = u.filter((v) => Math.abs(v) < 2 ** -12);
    expect(small.length).toBeGreaterThan(100);
    expect(small.filter((v) => Number.isInteger(v * 2 ** 23)).length).toBeLessThan(small.length / 10);
  });
});

describe('laws made of uniform numbers', () => {
  it('have a form for every registered law and no other', () => {
    expect(Object.keys(weightForms)).toEqual(transformed.map(({ weights }) => weights));
  });

  it.each(transformed)('$weights is the registered map of the same numbers', (choice) => {
    const { transform } = resolveWeights(choice);
    if (transform === undefined) throw new TypeError('made of normals');
    const { uniforms, value, deviation } = transform;
    const size = 32;
    const address = { network: 0, layer: 3, purpose: purposes.denseWeights };
    const u = operations.scope(() =>
      operations.read(statelessUniforms(operations, caseKey, address, [uniforms, size, size])),
    );
    const found = draw(choice, { batch: [], fanIn: size, width: size });
    found.forEach((w, i) => {
      const expected = value(u[i]!, u[i + size * size] ?? 0) / deviation;
      // A few float32 operations; near |u| = 1 the logarithm keeps an absolute error only.
      expect(Math.abs(w - expected)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected)));
    });
  });
});

/** Standard scores of mean, variance and excess kurtosis of independent draws, times `scale`, against the law. */
function scores(values: Float32Array, { excessKurtosis }: WeightLaw, scale: number): readonly number[] {
  const kurtosis = excessKurtosis(1);
  const score = (f: (w: number) => number): number => {
    let sum = 0;
    let squares = 0;
    for (const value of values) {
      const term = f(scale * value);
      sum += term;
      squares += term * term;
    }
    const mean = sum / values.length;
    const variance = Math.max(squares / values.length - mean * mean, 2 ** -40);
    return mean / Math.sqrt(variance / values.length);
  };
  return [(w: number) => w, (w: number) => w * w - 1, (w: number) => w ** 4 - 3 - kurtosis].map(score);
}

// |z| < 4 in three comparisons: false alarm 2e-4 a law.
describe.each(independent)('$weights weights', (choice) => {
  const shape = { batch: [4], fanIn: 256, width: 256 };

  it('have mean 0, variance 1 and the declared kurtosis', () => {
    for (const score of scores(draw(choice, shape), resolveWeights(choice), 1))
      expect(Math.abs(score)).toBeLessThan(4);
  });

  it('would fail that test if they were 2 % too wide', () => {
    expect(Math.abs(scores(draw(choice, shape), resolveWeights(choice), 1.02)[1] ?? 0)).toBeGreaterThan(4);
  });
});

describe('orthogonal weights', () => {
  const shapes: readonly Shape[] = [
    { batch: [], fanIn: 48, width: 48 },
    { batch: [], fanIn: 20, width: 50 },
    { batch: [3], fanIn: 50, width: 20 },
    { batch: [3], fanIn: 1, width: 4 },
  ];
  it.for(shapes)(
    'have orthonormal rows or columns to 1e-5: $fanIn × $width, batch $batch',
    async (shape, context) => {
      const { batch, fanIn, width } = shape;
      let worst = 0;
      const all = draw({ weights: 'orthogonal' }, shape);
      for (let at = 0; at < all.length; at += fanIn * width) {
        const m = all.subarray(at, at + fanIn * width);
        const short = Math.min(fanIn, width);
        const entry = (vector: number, i: number): number =>
          fanIn >= width ? m[i * width + vector]! : m[vector * width + i]!;
        for (let a = 0; a < short; a += 1)
          for (let b = 0; b <= a; b += 1) {
            let product = 0;
            for (let i = 0; i < Math.max(fanIn, width); i += 1) product += entry(a, i) * entry(b, i);
            worst = Math.max(worst, Math.abs(product - (a === b ? 1 : 0)));
          }
      }
      expect(worst).toBeLessThan(1e-5);
      const size = `${fanIn} × ${width}`;
      await context.annotate(
        `orthogonality of weights | products of rows | ${size} | ${worst.toExponential(1)} | Mezzadri 2007`,
        'accuracy',
      );
      expect(all.length).toBe(fanIn * width * (batch[0] ?? 1));
    },
  );

  const networks = 4096;
  const size = 3;
  /** Standard scores over matrices of E tr O = 0, E (tr O)² = 1 and E O_11⁴ = 3/(m(m + 2)). */
  function haarScores(matrices: Float32Array): readonly number[] {
    const terms: readonly ((m: Float32Array) => number)[] = [
      (m) => m[0]! + m[4]! + m[8]!,
      (m) => (m[0]! + m[4]! + m[8]!) ** 2 - 1,
      (m) => m[0]! ** 4 - 3 / (size * (size + 2)),
    ];
    return terms.map((term) => {
      const values = Array.from({ length: networks }, (_, i) => term(matrices.subarray(9 * i, 9 * i + 9)));
      const mean = values.reduce((sum, v) => sum + v, 0) / networks;
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / networks;
      return mean / Math.sqrt(variance / networks);
    });
  }

  it('are Haar: three moments at |z| < 4, false alarm 2e-4', () => {
    const matrices = draw({ weights: 'orthogonal' }, { batch: [networks], fanIn: size, width: size });
    for (const score of haarScores(matrices)) expect(Math.abs(score)).toBeLessThan(4);
  });

  it('would not be without the signs of R', () => {
    const address = { network: 0, layer: 3, purpose: purposes.denseWeights };
    const matrices = operations.scope(() => {
      const normals = statelessNormals(operations, caseKey, address, [networks, size, size]);
      const attributes = [
        operations.type('T', operations.float32),
        operations.booleanAttribute('full_matrices', false),
      ];
      return operations.read(operations.runAll('Qr', attributes, [normals], 2)[0]);
    });
    expect(Math.max(...haarScores(matrices).map(Math.abs))).toBeGreaterThan(4);
  });
});

describe('what cannot be drawn', () => {
  it('is refused by name', () => {
    expect(() => draw({ weights: 'goe' }, { batch: [], fanIn: 2, width: 2 })).toThrow(
      'SPEC_UNKNOWN_NAME: law of weights "goe"',
    );
  });
});
