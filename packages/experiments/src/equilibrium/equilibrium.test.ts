import { describe, expect, test } from 'vitest';
import type { Backend, EquilibriumTask } from '../backend.ts';
import { equilibrium } from './index.ts';
import { cellWith, probe } from './parameters.fixture.ts';
import { equilibriumTaskOf } from './run.ts';

const inputs = {
  count: 1,
  dimension: 1,
  overlaps: Float64Array.of(1),
  vectors: Float64Array.of(1),
};
const requestFor = (parameters = cellWith()) => ({
  key: [1, 2] as const,
  parameters,
  inputs,
  probes: [probe],
  first: 8,
  count: 4,
});

describe('equilibrium', () => {
  test('puts the law of the weights and the control to the backend', async () => {
    const asked: EquilibriumTask[] = [];
    const backend: Backend = {
      fingerprint: 'test',
      propagate: async () => {},
      equilibrium: async (task, visit) => {
        asked.push(task);
        visit(task.first, { nonFiniteLayer: 7 });
      },
    };
    const seen: unknown[] = [];
    for (const weights of ['gaussian', 'orthogonal', 'goe'])
      await equilibrium.run(requestFor(cellWith({ weights })), backend, (...outcome) => seen.push(outcome));
    expect(asked.map(({ family }) => family)).toEqual(['iid', 'orthogonal', 'goe']);
    expect(asked[0]).toMatchObject({ isUntied: false, tolerance: 1e-6, first: 8, count: 4 });
    expect(seen[0]).toEqual([8, { nonFiniteLayer: 7 }]);
    expect(equilibriumTaskOf(requestFor({ ...cellWith(), untied: true })).isUntied).toBe(true);
  });

  test('refuses what a single tied matrix does not have', () => {
    for (const [network, message] of [
      [{ weights: 'student-t' }, 'equilibrium has weights gaussian, goe, orthogonal; got "student-t"'],
      [{ weights: 'toString' }, 'got "toString"'],
      [{ sigmaB: 0.1 }, 'sigmaB must be 0, got 0.1'],
      [{ outputWidth: 1 }, 'equilibrium has no outputWidth'],
    ] as const)
      expect(() => equilibriumTaskOf(requestFor(cellWith(network)))).toThrow(message);
  });
});

describe('cost', () => {
  const secondsOf = (network: Parameters<typeof cellWith>[0], change = {}) =>
    equilibrium.cost({ ...cellWith(network), ...change }, [probe]).secondsPerNetwork;

  test('without weights it grows like the width, with explicit ones like its square', () => {
    const growth = (sampler: 'dense' | 'gram') => {
      const [narrow = 0, middle = 0, wide = 0] = [2000, 4000, 8000].map((width) =>
        secondsOf({ width }, { sampler }),
      );
      return (wide - middle) / (middle - narrow);
    };
    expect(growth('gram')).toBeCloseTo(2, 6);
    expect(growth('dense')).toBeCloseTo(4, 1);
  });

  test('follows the iterations that theory expects, not the most allowed', () => {
    expect(secondsOf({ depth: 100 })).toBeCloseTo(secondsOf({ depth: 400 }), 4);
    expect(secondsOf({ width: 5000, depth: 400, sigmaW: 1.2 })).toBeGreaterThan(
      50 * secondsOf({ width: 5000, depth: 400, sigmaW: 0.6 }),
    );
  });

  test('is positive and finite for every family, sampler and control', () => {
    for (const weights of ['gaussian', 'orthogonal', 'goe'])
      for (const sampler of ['dense', 'gram'] as const)
        for (const untied of [{}, { untied: true as const }]) {
          const cell = { ...cellWith({ weights, activation: 'tanh' }), sampler, ...untied };
          const { secondsPerNetwork, memoryBytes } = equilibrium.cost(cell, [probe]);
          expect(secondsPerNetwork).toBeGreaterThan(0);
          expect(Number.isFinite(secondsPerNetwork + memoryBytes)).toBe(true);
        }
  });
});
