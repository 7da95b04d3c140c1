import { describe, expect, it } from 'vitest';
import type { InputData, InputParameters, MnistLoader } from './input-data.ts';
import { inputCount, inputDimension, inputEnsembles, resolveInputs } from './registry.ts';

const key = [0x243f6a88, 0x85a308d3] as const;

/** Ten images of one digit each; image i is class 9 − i, and the last is blank. */
const tenImages: MnistLoader = () => ({
  images: Uint8Array.from({ length: 7840 }, (_, i) =>
    i < 7056 && (i * 7919) % 5 === 0 ? (i * 31) % 256 : 0,
  ),
  labels: Uint8Array.from({ length: 10 }, (_, i) => 9 - i),
});

const examples: Record<InputParameters['ensemble'], InputParameters[]> = {
  circle: [{ ensemble: 'circle', count: 5, squaredNorm: 1.5 }],
  constant: [{ ensemble: 'constant', squaredNorm: 0.1 }],
  gaussian: [{ ensemble: 'gaussian', count: 3, dimension: 50, squaredNorm: 2 }],
  mnist: [
    { ensemble: 'mnist', split: 'test', indices: [3, 0], companion: 0.6 },
    { ensemble: 'mnist', split: 'train', classes: [9, 2, 7], squaredNorm: 0.112 },
  ],
  overlaps: [
    {
      ensemble: 'overlaps',
      matrix: [
        [1, 0.6, 0],
        [0.6, 1, 0.2],
        [0, 0.2, 0.5],
      ],
    },
  ],
  pair: [-1, -0.3, 0, 0.6, 1].map((correlation) => ({ ensemble: 'pair', correlation, squaredNorm: 0.7 })),
};

const overlapsOfVectors = ({ vectors, dimension }: InputData, a: number, b: number): number => {
  let sum = 0;
  for (let i = 0; i < dimension; i += 1) sum += vectors[a * dimension + i]! * vectors[b * dimension + i]!;
  return sum / dimension;
};

describe.each(Object.entries(examples))('%s', (_name, cases) => {
  it('has vectors that reproduce its overlaps, count and dimension', () => {
    for (const parameters of cases) {
      const data = resolveInputs(parameters, key, tenImages);
      expect([data.count, data.dimension]).toEqual([inputCount(parameters), inputDimension(parameters)]);
      expect(data.vectors.length).toBe(data.count * data.dimension);
      for (let a = 0; a < data.count; a += 1) {
        for (let b = 0; b < data.count; b += 1) {
          const found = data.overlaps[a * data.count + b] ?? Number.NaN;
          expect(Math.abs(found - overlapsOfVectors(data, a, b))).toBeLessThan(4e-15);
          expect(found).toBe(data.overlaps[b * data.count + a]);
        }
      }
    }
  });

  it('is a pure function of its parameters and key', () => {
    for (const parameters of cases) {
      expect(resolveInputs(parameters, key, tenImages)).toEqual(resolveInputs(parameters, key, tenImages));
    }
  });
});

describe('input ensembles', () => {
  it('are registered in alphabetical order, each with an example here', () => {
    expect(Object.keys(inputEnsembles)).toEqual(Object.keys(examples));
  });

  it('pair has covariance r and ρ r, also where the two inputs coincide', () => {
    const { overlaps } = resolveInputs(
      { ensemble: 'pair', correlation: 1, squaredNorm: 0.3 },
      key,
      tenImages,
    );
    expect([...overlaps]).toEqual([0.3, 0.3, 0.3, 0.3]);
  });

  it('gaussian entries have the stated variance and do not depend on how many inputs follow', () => {
    const draw = (count: number) =>
      resolveInputs({ ensemble: 'gaussian', count, dimension: 4001, squaredNorm: 2 }, key, tenImages);
    const [two, three] = [draw(2), draw(3)];
    expect(three.vectors.subarray(0, 2 * 4001)).toEqual(two.vectors);
    // 12 003 entries: |x|²/n₀ has standard error 2√(2/12003) = 0.026; |z| < 4, false alarm 6e-5 for the fixed key.
    const mean = (three.vectors.reduce((sum, x) => sum + x * x, 0) / 12003 - 2) / (2 * Math.sqrt(2 / 12003));
    expect(Math.abs(mean)).toBeLessThan(4);
    // The same test rejects a variance that is 20 % off, 7.7 standard errors.
    expect(Math.abs(mean + (2 * 0.2) / (2 * Math.sqrt(2 / 12003)))).toBeGreaterThan(4);
    expect(
      resolveInputs({ ensemble: 'gaussian', count: 1, dimension: 8, squaredNorm: 2 }, [1, 2], tenImages)
        .vectors,
    ).not.toEqual(two.vectors.subarray(0, 8));
  });

  it('mnist takes bytes over 255, or rescales each image to the length asked for', () => {
    const plain = resolveInputs({ ensemble: 'mnist', split: 'test', indices: [1] }, key, tenImages);
    expect(plain.vectors[6]).toBe(((790 * 31) % 256) / 255);
    const scaled = resolveInputs(
      { ensemble: 'mnist', split: 'test', indices: [1, 4], squaredNorm: 0.1 },
      key,
      tenImages,
    );
    expect(scaled.overlaps[0]).toBeCloseTo(0.1, 15);
    expect(scaled.overlaps[3]).toBeCloseTo(0.1, 15);
  });

  it('mnist classes are the first image of each class', () => {
    const byClass = resolveInputs({ ensemble: 'mnist', split: 'test', classes: [9, 6] }, key, tenImages);
    const byIndex = resolveInputs({ ensemble: 'mnist', split: 'test', indices: [0, 3] }, key, tenImages);
    expect(byClass).toEqual(byIndex);
  });

  it('mnist companion has the length of the first image and the stated correlation with it', () => {
    for (const companion of [-1, -0.4, 0, 0.9, 1]) {
      const { overlaps } = resolveInputs(
        { ensemble: 'mnist', split: 'test', indices: [0], companion },
        key,
        tenImages,
      );
      const [q = Number.NaN, crossed = Number.NaN, , length = Number.NaN] = overlaps;
      expect(Math.abs(length / q - 1)).toBeLessThan(1e-14);
      expect(Math.abs(crossed / q - companion)).toBeLessThan(1e-14);
    }
  });

  it.each<[string, InputParameters, string]>([
    [
      'a correlation above one',
      { ensemble: 'pair', correlation: 1.1, squaredNorm: 1 },
      'SPEC_RANGE: inputs.correlation',
    ],
    ['a negative length', { ensemble: 'constant', squaredNorm: -1 }, 'SPEC_RANGE: inputs.squaredNorm'],
    ['no inputs', { ensemble: 'circle', count: 0, squaredNorm: 1 }, 'SPEC_RANGE: inputs.count'],
    [
      'an indefinite matrix',
      {
        ensemble: 'overlaps',
        matrix: [
          [1, 2],
          [2, 1],
        ],
      },
      'positive semidefinite',
    ],
    [
      'an asymmetric matrix',
      {
        ensemble: 'overlaps',
        matrix: [
          [1, 0.1],
          [0.2, 1],
        ],
      },
      'positive semidefinite',
    ],
    ['a ragged matrix', { ensemble: 'overlaps', matrix: [[1, 0.1], [0.1]] }, 'must be square'],
    [
      'a singular matrix with an impossible overlap',
      {
        ensemble: 'overlaps',
        matrix: [
          [0, 0.1],
          [0.1, 1],
        ],
      },
      'no vectors have',
    ],
    ['an image that is not there', { ensemble: 'mnist', split: 'test', indices: [10] }, 'must lie in 0…9'],
    ['a class that is not there', { ensemble: 'mnist', split: 'test', classes: [11] }, 'digits 0…9, got 11'],
    [
      'both indices and classes',
      { ensemble: 'mnist', split: 'test', classes: [1], indices: [1] },
      'exactly one',
    ],
    ['a blank image to rescale', { ensemble: 'mnist', split: 'test', indices: [9], squaredNorm: 1 }, 'blank'],
    [
      'a companion of a blank image',
      { ensemble: 'mnist', split: 'test', indices: [9], companion: 0.5 },
      'not blank',
    ],
  ])('refuse %s', (_fault, parameters, message) => {
    expect(() => resolveInputs(parameters, key, tenImages)).toThrow(message);
  });
});
