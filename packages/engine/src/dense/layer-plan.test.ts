import type { Architecture } from '@widthwise/network';
import { describe, expect, it } from 'vitest';
import { networksPerBlock } from './block-size.ts';
import { layersOf } from './layer-plan.ts';

const plain: Architecture = { activation: 'tanh', width: 10, depth: 3, sigmaW: 1.5, sigmaB: 0.1 };
const factors = (architecture: Architecture, dimension = 5): readonly number[] =>
  layersOf(architecture, dimension).map(({ factor }) => factor);

describe('layersOf', () => {
  it('scales Gaussian weights by σ_w/√n, to the bit', () => {
    expect(factors(plain)).toEqual([1.5 / Math.sqrt(5), 1.5 / Math.sqrt(10), 1.5 / Math.sqrt(10)]);
    expect(layersOf(plain, 5).map(({ weightPower }) => weightPower)).toEqual([2.25, 2.25, 2.25]);
  });

  it('scales orthogonal matrices by σ_w √(max(n, N)/n), which makes the variance σ_w²/n', () => {
    const rotated = { ...plain, weights: 'orthogonal', widthFactors: [1, 2, 1] };
    const expected = [
      [5, 10],
      [10, 20],
      [20, 10],
    ].map(([fanIn = 0, width = 0]) => 1.5 * Math.sqrt(Math.max(fanIn, width) / fanIn));
    factors(rotated).forEach((factor, i) => {
      expect(factor).toBeCloseTo(expected[i] ?? Number.NaN, 14);
    });
  });

  it('scales the output of maximal update by σ_w/n', () => {
    const layers = layersOf({ ...plain, parameterization: 'mup', outputWidth: 1 }, 5);
    expect(layers[2]?.factor).toBeCloseTo(0.15, 15);
    expect(layers[2]?.weightPower).toBeCloseTo(0.225, 15);
    expect(layers.map(({ weightGradient }) => weightGradient)).toEqual([10, 1, 0.1]);
  });

  it('refuses what it cannot join or draw', () => {
    expect(() => layersOf({ ...plain, skip: 1, widthFactors: [1, 2, 1] }, 5)).toThrow(
      'a skip connection needs layers of one width, got 10,20,10.',
    );
    expect(() => layersOf({ ...plain, weights: 'goe' }, 5)).toThrow('SPEC_UNKNOWN_NAME');
  });
});

describe('networksPerBlock', () => {
  const inputs = (count: number) => ({
    count,
    dimension: 5,
    overlaps: new Float64Array(),
    vectors: new Float64Array(),
  });

  it('is fixed by widths and inputs: sixteen of narrow networks of few inputs, else one', () => {
    const layers = (width: number) => layersOf({ ...plain, width }, 5);
    expect(networksPerBlock(layers(64), inputs(32))).toBe(16);
    expect(networksPerBlock(layers(65), inputs(32))).toBe(1);
    expect(networksPerBlock(layers(64), inputs(33))).toBe(1);
    const widest = layersOf({ ...plain, width: 60, widthFactors: [1, 2, 1] }, 5);
    expect(networksPerBlock(widest, inputs(2))).toBe(1);
  });
});
