import type { EquilibriumTask, NonFinite, TiedFamily } from '@widthwise/experiments';
import type { EquilibriumFeatures } from '@widthwise/probes';
import { describe, expect, it } from 'vitest';
import { tiedTask } from './case.fixture.ts';
import { equilibriumWithoutWeights } from './equilibrium.ts';
import { sampled, summary } from './law.fixture.ts';

const FAMILIES: readonly TiedFamily[] = ['iid', 'orthogonal', 'goe'];

function outcomesOf(task: EquilibriumTask): (EquilibriumFeatures | NonFinite)[] {
  const out: (EquilibriumFeatures | NonFinite)[] = [];
  equilibriumWithoutWeights(task, (_network, outcome) => {
    out.push(structuredClone(outcome));
  });
  return out;
}

const solved = (task: EquilibriumTask): EquilibriumFeatures[] =>
  outcomesOf(task).flatMap((outcome) => ('gain' in outcome ? [outcome] : []));

const tanhPair = (family: TiedFamily) => ({
  family,
  width: 20,
  depth: 30,
  sigmaW: 0.9,
  count: 8,
  activation: 'tanh',
  inputs: { ensemble: 'pair', correlation: 0.4, squaredNorm: 1 } as const,
});

describe.each(FAMILIES)('equilibria without weights, %s', (family) => {
  it('a network has the same bits in every block', () => {
    const whole = outcomesOf(tiedTask(tanhPair(family)));
    const parts = [0, 4].flatMap((first) => outcomesOf(tiedTask({ ...tanhPair(family), first, count: 4 })));
    expect(parts).toEqual(whole);
    expect(new Set(whole.map((one) => JSON.stringify(one))).size).toBe(8);
  });

  it.each([false, true])('an input does not depend on those that follow it (untied: %s)', (isUntied) => {
    const inputsOf = (matrix: number[][]) => ({ ensemble: 'overlaps', matrix }) as const;
    const base = { ...tanhPair(family), isUntied, count: 3 };
    const alone = solved(tiedTask({ ...base, inputs: inputsOf([[1]]) }));
    const followed = solved(
      tiedTask({
        ...base,
        inputs: inputsOf([
          [1, 0.5, 0.5],
          [0.5, 2, 0.1],
          [0.5, 0.1, 1],
        ]),
      }),
    );
    for (const [index, { gain, stability, iterations, trajectory }] of alone.entries()) {
      expect(followed[index]?.gain[0]).toBe(gain[0]);
      expect(followed[index]?.stability[0]).toBe(stability[0]);
      expect(followed[index]?.iterations[0]).toBe(iterations[0]);
      expect(trajectory.map((_, t) => followed[index]?.trajectory[3 * t] ?? 0)).toEqual(trajectory);
    }
  });

  it('a repeated input has the same equilibrium, and both share their weights', () => {
    const repeated = solved(
      tiedTask({ ...tanhPair(family), inputs: { ensemble: 'pair', correlation: 1, squaredNorm: 1 } }),
    );
    for (const { gain, gram } of repeated) {
      expect(gain[1]).toBeCloseTo(gain[0] ?? 0, 12);
      expect(gram[1]).toBeCloseTo(gram[0] ?? 0, 12);
    }
    // Opposite inputs and an odd φ have opposite states.
    for (const { gram } of solved(
      tiedTask({ ...tanhPair(family), inputs: { ensemble: 'pair', correlation: -1, squaredNorm: 1 } }),
    ))
      expect(gram[1]).toBeCloseTo(-(gram[0] ?? 0), 12);
  });

  it('ends within its tolerance, or says that it has not', () => {
    for (const one of solved(tiedTask({ ...tanhPair(family), depth: 200, sigmaW: 0.45 }))) {
      expect([...one.converged]).toEqual([1, 1]);
      expect(Math.max(...one.residual)).toBeLessThanOrEqual(1e-6);
      expect(one.trajectory.at(-1)).toBe(one.gram.at(-1));
    }
    for (const one of solved(tiedTask({ ...tanhPair(family), depth: 3 }))) {
      expect([...one.converged, ...one.iterations]).toEqual([0, 0, 3, 3]);
      expect(Math.min(...one.residual)).toBeGreaterThan(1e-6);
    }
  });

  it('untied weights never settle', () => {
    const untied = solved(tiedTask({ ...tanhPair(family), isUntied: true }));
    expect(untied.flatMap(({ converged }) => [...converged]).includes(1)).toBe(false);
  });

  it('a network that leaves the range of float32 is an outcome with its iteration', () => {
    const explosive = tiedTask({ family, width: 8, depth: 40, sigmaW: 1e9, count: 3 });
    // Lengths grow by 1e18 an iteration, about, so 3.4e38 is passed in the third.
    expect(outcomesOf(explosive)).toEqual(new Array(3).fill({ nonFiniteLayer: 3 }));
    const slow = outcomesOf(tiedTask({ family, width: 8, depth: 20, sigmaW: 2, count: 1 }));
    expect(slow.every((outcome) => 'gain' in outcome && outcome.converged[0] === 0)).toBe(true);
  });

  it('the span may fill R^N long before the iteration ends', () => {
    const narrow = solved(tiedTask({ family, width: 3, depth: 400, sigmaW: 0.4, count: 64 }));
    const settled = narrow.filter(({ converged }) => converged[0] === 1);
    expect(settled.length).toBeGreaterThan(48);
    expect(Math.max(...settled.map(({ iterations }) => iterations[0] ?? 0))).toBeGreaterThan(10);
  });
});

describe('closed forms', () => {
  it('orthogonal weights keep ‖h*‖/‖x‖ within [1/(1 + σ), 1/(1 − σ)], every network', () => {
    for (const sigmaW of [0.3, 0.8]) {
      const gains = sampled(
        tiedTask({ family: 'orthogonal', width: 6, depth: 300, sigmaW, count: 200 }),
        ({ gain }) => Math.sqrt(gain[0] ?? 0),
      );
      // Iterations stop at 1e-6, which leaves an error of 1e-6/(1 − σ).
      expect(Math.min(...gains)).toBeGreaterThan(1 / (1 + sigmaW) - 1e-5);
      expect(Math.max(...gains)).toBeLessThan((1 + 1e-5) / (1 - sigmaW));
    }
  });

  // Tabulated: 1.541369 at N = 60. 2,048 networks, |z| < 4: false alarm 6e-5.
  it('GOE after two iterations has mean gain 1 + 3s(1 + 1/N) + s²(2 + 5/N + 5/N²)', () => {
    const task = tiedTask({ family: 'goe', width: 60, depth: 2, sigmaW: 0.4, count: 2048 });
    const { mean, standardError } = summary(sampled(task, ({ gain }) => gain[0] ?? 0));
    expect(Math.abs(mean - 1.541369) / standardError).toBeLessThan(4);
    // Fresh weights would have 1 + s′ + s′², s′ = s(1 + 1/N), which this test tells apart.
    expect(Math.abs(mean - (1 + 0.16 * (61 / 60) + (0.16 * (61 / 60)) ** 2)) / standardError).toBeGreaterThan(
      4,
    );
  });

  it('refuses inputs without length and shapes that are none', () => {
    const task = tiedTask({ family: 'iid', width: 4, depth: 3, sigmaW: 0.5, count: 1 });
    const silent = { ...task.inputs, overlaps: Float64Array.of(0) };
    expect(() => outcomesOf({ ...task, inputs: silent })).toThrow('inputs of positive length');
    expect(() => outcomesOf({ ...task, architecture: { ...task.architecture, width: 0 } })).toThrow(
      RangeError,
    );
  });
});
