import { describe, expect, test } from 'vitest';
import { cellWith, predicted, predictionsOf } from './parameters.fixture.ts';

const nearTo = (value: number | undefined, expected: number, tolerance: number): void =>
  expect(Math.abs((value ?? Number.NaN) - expected)).toBeLessThan(tolerance);

describe('linear equilibria', () => {
  test.each([
    ['gaussian', 0.6, 1.5625, 2.8828],
    ['orthogonal', 0.6, 1.5625, 2.25],
    ['goe', 0.4, 2.083333, 3.92593],
  ] as const)('%s: gain and N Var ln gain have their tabulated values', (weights, sigmaW, gain, variance) => {
    const found = predictionsOf(cellWith({ weights, sigmaW }));
    nearTo(predicted(found, 'equilibrium-gain'), gain, 1e-6);
    nearTo(predicted(found, 'equilibrium-log-gain'), Math.log(gain), 1e-6);
    nearTo(predicted(found, 'equilibrium-log-gain-variance', 'first-order'), variance / 100, 1e-6);
    expect(predicted(found, 'iteration-length', 'infinite-width', 400)).toBeCloseTo(gain, 6);
  });

  test('mean gains at finite width are predicted where they exist: orthogonal weights, or few iterations', () => {
    const exact = (network: Parameters<typeof cellWith>[0]) =>
      predicted(predictionsOf(cellWith(network)), 'equilibrium-gain', 'exact');
    nearTo(exact({ weights: 'orthogonal' }), 1.580078, 1e-6);
    nearTo(exact({ weights: 'goe', width: 60, sigmaW: 0.4, depth: 2 }), 1.541369, 1e-6);
    expect(exact({})).toBeUndefined();
    expect(exact({ weights: 'goe', sigmaW: 0.4 })).toBeUndefined();
    expect(exact({ depth: 1 })).toBeCloseTo(1.36, 14);
  });

  test('the log-gain of orthogonal weights has no correction of first order', () => {
    const found = predictionsOf(cellWith({ weights: 'orthogonal', width: 10_000 }));
    nearTo(predicted(found, 'equilibrium-log-gain', 'first-order'), Math.log(1.5625), 1e-7);
  });

  test('beyond the threshold there are lengths and no equilibrium', () => {
    const found = predictionsOf(cellWith({ sigmaW: 1.1, depth: 20 }));
    nearTo(predicted(found, 'equilibrium-gain'), (1.21 ** 21 - 1) / 0.21, 1e-9);
    expect(predicted(found, 'equilibrium-log-gain-variance', 'first-order')).toBeUndefined();
    const symmetric = predictionsOf(cellWith({ weights: 'goe', sigmaW: 0.6, depth: 20 }));
    expect(predicted(symmetric, 'equilibrium-stability')).toBeUndefined();
  });

  test('untied weights have the mean lengths of i.i.d. ones, exactly, GOE with its diagonal', () => {
    for (const [weights, s] of [
      ['gaussian', 0.16],
      ['orthogonal', 0.16],
      ['goe', 0.16 * 1.01],
    ] as const) {
      const found = predictionsOf({ ...cellWith({ weights, sigmaW: 0.4, depth: 3 }), untied: true });
      const gain = 1 + s + s ** 2 + s ** 3;
      expect(predicted(found, 'equilibrium-gain', 'exact')).toBeCloseTo(gain, 13);
      expect(predicted(found, 'iteration-length', 'exact', 3)).toBeCloseTo(gain, 13);
      expect(predicted(found, 'equilibrium-log-gain-variance', 'first-order')).toBeUndefined();
    }
  });

  test('overlaps of linear equilibria are those of the inputs times the gain', () => {
    const pair = { ensemble: 'pair', correlation: 0.3, squaredNorm: 2 } as const;
    const found = predictionsOf(cellWith({ weights: 'goe', sigmaW: 0.4 }, pair));
    nearTo(predicted(found, 'equilibrium-overlap'), 0.6 * 2.083333, 1e-6);
    nearTo(predicted(found, 'activation-second-moment'), 2 * 2.083333, 2e-6);
  });
});

describe('tanh equilibria', () => {
  test.each([
    ['gaussian', 0.9, 0.451165, 1.365444, 0.332463],
    ['orthogonal', 1.1, 0.477457, 1.577723, 0.46784],
    ['goe', 0.6, 0.489418, 1.514475, 0.198876],
  ] as const)('%s: q, E h² and Λ have their tabulated values', (weights, sigmaW, q, length, stability) => {
    const found = predictionsOf(cellWith({ activation: 'tanh', weights, sigmaW }));
    nearTo(predicted(found, 'activation-second-moment'), q, 1e-6);
    nearTo(predicted(found, 'equilibrium-gain'), length, 1e-6);
    nearTo(predicted(found, 'equilibrium-stability'), stability, 1e-6);
  });

  test('a symmetric network that has not settled is not predicted', () => {
    const found = predictionsOf(cellWith({ activation: 'tanh', weights: 'goe', sigmaW: 0.6, depth: 4 }));
    expect(new Set(found.map(({ quantity, step }) => `${quantity} ${step}`))).toEqual(
      new Set(['iteration-length 1']),
    );
  });

  test('the overlap of an input with itself is its length, and with its opposite minus that', () => {
    const of = (correlation: number) => {
      const pair = { ensemble: 'pair', correlation, squaredNorm: 1 } as const;
      const found = predictionsOf(cellWith({ activation: 'tanh', sigmaW: 0.9 }, pair));
      return predicted(found, 'equilibrium-overlap');
    };
    nearTo(of(1), 1.365444, 1e-6);
    nearTo(of(-1), -1.365444, 1e-6);
    const between = of(0.5) ?? 0;
    expect(between).toBeGreaterThan(0.5);
    expect(between).toBeLessThan(0.5 * 1.365444);
  });

  test('relu has lengths and overlaps, and no equilibrium of symmetric weights', () => {
    const found = predictionsOf(cellWith({ activation: 'relu', sigmaW: 1 }));
    nearTo(predicted(found, 'equilibrium-gain'), 2, 1e-9);
    const symmetric = predictionsOf(cellWith({ activation: 'relu', sigmaW: 0.3, weights: 'goe' }));
    expect(symmetric.every(({ quantity }) => quantity === 'iteration-length')).toBe(true);
  });

  test('nothing is predicted for other probes or inputs without length', () => {
    const parameters = cellWith({}, { ensemble: 'overlaps', matrix: [[0]] });
    expect(predictionsOf(parameters)).toEqual([]);
  });
});
