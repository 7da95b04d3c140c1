import type { NetworkFeatures } from '@widthwise/probes';
import { normalCdf } from '@widthwise/stats';
import { describe, expect, test } from 'vitest';
import type { Backend, NonFinite } from '../backend.ts';
import { propagate } from './index.ts';
import { allProbes, inputsOf, parametersWith } from './parameters.fixture.ts';
import { taskOf } from './run.ts';

const requestFor = (parameters = parametersWith()) => ({
  key: [1, 2] as const,
  parameters,
  inputs: inputsOf(parameters),
  probes: allProbes,
  first: 8,
  count: 4,
});

describe('propagate', () => {
  test('asks the backend for what all probes together need', () => {
    const { features, first, count } = taskOf(requestFor());
    expect(features).toEqual({
      probedInputs: 2,
      neurons: 64,
      pitBins: 128,
      pushforwardSamples: 4,
      tangents: { starts: [1, 3, 5], directions: 1 },
      jacobianGains: true,
      ntkInputs: 2,
    });
    expect([first, count]).toEqual([8, 4]);
  });

  test('PIT scales are the square roots of infinite-width lengths, and edges are equiprobable', () => {
    const { pitScales, pitEdges } = taskOf(requestFor());
    expect(pitScales).toHaveLength(6 * 2);
    expect(pitScales[0]).toBeCloseTo(Math.sqrt(1.2 ** 2 + 0.3 ** 2), 14);
    expect(pitScales[1]).toBe(pitScales[0]);
    pitEdges.forEach((edge, index) => {
      expect(normalCdf(edge)).toBeCloseTo((index + 1) / 128, 14);
    });
  });

  test('inputs of length zero keep a usable scale', () => {
    const parameters = parametersWith({ sigmaB: 0 }, { ensemble: 'overlaps', matrix: [[0]] });
    expect([...taskOf(requestFor(parameters)).pitScales]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('probes that need no histogram ask for no edges', () => {
    const probes = allProbes.filter(({ name }) => name === 'overlaps');
    expect(taskOf({ ...requestFor(), probes }).pitEdges).toHaveLength(0);
  });

  test('outcomes reach the visitor as the backend gives them', async () => {
    const outcomes: readonly NonFinite[] = [{ nonFiniteLayer: 3 }, { nonFiniteLayer: 5 }];
    const backend: Backend = {
      fingerprint: 'test',
      equilibrium: async () => {},
      propagate: async ({ first }, visit) => {
        outcomes.forEach((outcome, index) => {
          visit(first + index, outcome);
        });
      },
    };
    const seen: [number, NetworkFeatures | NonFinite][] = [];
    await propagate.run(requestFor(), backend, (network, outcome) => {
      seen.push([network, outcome]);
    });
    expect(seen).toEqual([
      [8, outcomes[0]],
      [9, outcomes[1]],
    ]);
  });
});

describe('cost', () => {
  const secondsOf = (sampler: 'gram' | 'dense', width: number) =>
    propagate.cost({ ...parametersWith({ width }), sampler }, allProbes).secondsPerNetwork;

  test('beyond what every layer costs, gram grows like the width and dense like its square', () => {
    const growth = (sampler: 'gram' | 'dense') => {
      const [narrow = 0, middle = 0, wide = 0] = [1024, 2048, 4096].map((width) => secondsOf(sampler, width));
      return (wide - middle) / (middle - narrow);
    };
    expect(growth('gram')).toBeCloseTo(2, 9);
    expect(growth('dense')).toBeCloseTo(4, 1);
  });

  test('is positive and finite for every probe alone', () => {
    for (const probe of allProbes) {
      const { secondsPerNetwork, memoryBytes } = propagate.cost(parametersWith(), [probe]);
      expect(secondsPerNetwork).toBeGreaterThan(0);
      expect(Number.isFinite(memoryBytes)).toBe(true);
    }
  });
});
