import type { EquilibriumTask, TiedFamily } from '@widthwise/experiments';
import type { EquilibriumFeatures } from '@widthwise/probes';
import { kolmogorovUpperTail } from '@widthwise/stats';
import { describe, expect, it } from 'vitest';
import { type TiedCase, tiedTask } from './case.fixture.ts';
import { equilibriumWith } from './equilibrium.ts';
import { explicitNumbers } from './explicit.fixture.ts';
import { type ImageLaw, imageLaws } from './image-laws.ts';
import { sampled, summary } from './law.fixture.ts';
import { squaredNorm } from './rows.ts';

const NETWORKS = 4000;
const SIGMAS: Readonly<Record<TiedFamily, number>> = { iid: 0.8, orthogonal: 0.8, goe: 0.4 };
const FAMILIES: readonly TiedFamily[] = ['iid', 'orthogonal', 'goe'];

const caseOf = (family: TiedFamily, activation: string, first: number): TiedCase => ({
  family,
  activation,
  width: 24,
  depth: 8,
  sigmaW: (activation === 'linear' ? 1 : 1.5) * SIGMAS[family],
  first,
  count: NETWORKS,
  inputs: { ensemble: 'pair', correlation: 0.4, squaredNorm: 1 },
});

/** Lengths of input 1 after 1, 3, 5 and 8 iterations, the overlap of the pair, and Λ of input 2. */
const numbersOf = ({ trajectory, gram, stability }: EquilibriumFeatures): readonly number[] => [
  trajectory[0]!,
  trajectory[4]!,
  trajectory[8]!,
  trajectory[14]!,
  gram[1]!,
  stability[1]!,
];

function matrixFree(task: EquilibriumTask, law: ImageLaw = imageLaws[task.family]): Float64Array[] {
  const rows: Float64Array[] = [];
  equilibriumWith(law, task, (_network, outcome) => {
    if ('gain' in outcome) rows.push(Float64Array.from(numbersOf(outcome)));
  });
  return rows;
}

/** Two-sample Kolmogorov–Smirnov p-value, by the limiting law. */
function twoSampleP(a: Float64Array, b: Float64Array): number {
  const [x, y] = [a.toSorted(), b.toSorted()];
  let [i, j, largest] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const least = Math.min(x[i]!, y[j]!);
    while (x[i]! <= least) i += 1;
    while (y[j]! <= least) j += 1;
    largest = Math.max(largest, Math.abs(i / x.length - j / y.length));
  }
  return kolmogorovUpperTail(largest * Math.sqrt((x.length * y.length) / (x.length + y.length)));
}

const column = (rows: readonly Float64Array[], at: number): Float64Array =>
  Float64Array.from(rows, (row) => row[at]!);

/** The least p-value of the six numbers, constant ones left out. */
function leastP(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  const values = Array.from({ length: 6 }, (_, at) => [column(a, at), column(b, at)] as const)
    .filter(([x]) => x.some((value) => Math.abs(value - x[0]!) > 1e-9))
    .map(([x, y]) => twoSampleP(x, y));
  expect(values.length).toBeGreaterThan(4);
  return Math.min(...values);
}

/** Rejects below this: 36 tests or fewer, false alarm below 4e-4 for the whole file. */
const REJECTED = 1e-5;

const explicitOf = (family: TiedFamily, activation: string) =>
  explicitNumbers(tiedTask(caseOf(family, activation, 0)), numbersOf);

describe.each(FAMILIES)('%s without weights and with explicit ones', (family) => {
  const linear = explicitOf(family, 'linear');

  it('agree in law, N = 24, T = 8', () => {
    expect(leastP(matrixFree(tiedTask(caseOf(family, 'linear', NETWORKS))), linear)).toBeGreaterThan(
      REJECTED,
    );
    const tanh = explicitOf(family, 'tanh');
    expect(leastP(matrixFree(tiedTask(caseOf(family, 'tanh', NETWORKS))), tanh)).toBeGreaterThan(REJECTED);
  });

  it('would differ if weights were redrawn in every iteration', () => {
    const untied = tiedTask({ ...caseOf(family, 'linear', NETWORKS), isUntied: true });
    expect(leastP(matrixFree(untied), linear)).toBeLessThan(REJECTED);
  });
});

describe('mutants', () => {
  it('GOE that forgets what symmetry fixes is rejected', () => {
    const forgetful: ImageLaw = ({ direction }, image) => {
      const own = image.reduce((sum, value, i) => sum + value * direction[i]!, 0);
      for (let i = 0; i < image.length; i += 1)
        image[i] = (image[i]! + (Math.SQRT2 - 1) * own * direction[i]!) / Math.sqrt(image.length);
    };
    const mutant = matrixFree(tiedTask(caseOf('goe', 'linear', NETWORKS)), forgetful);
    expect(leastP(mutant, explicitOf('goe', 'linear'))).toBeLessThan(REJECTED);
  });

  it('orthogonal weights whose images are not orthogonal are rejected', () => {
    const oblique: ImageLaw = (_known, image) => {
      const length = Math.sqrt(squaredNorm(image));
      for (let i = 0; i < image.length; i += 1) image[i] = image[i]! / length;
    };
    const mutant = matrixFree(tiedTask(caseOf('orthogonal', 'linear', NETWORKS)), oblique);
    expect(leastP(mutant, explicitOf('orthogonal', 'linear'))).toBeLessThan(REJECTED);
  });
});

describe('linear equilibria', () => {
  // |z| < 4, 12 comparisons: false alarm 8e-4 for all of them.
  it('orthogonal weights have their exact mean gain at N = 100, also where iterations outnumber neurons', () => {
    for (const [sigmaW, expected, count] of [
      [0.6, 1.580078, 4096],
      [0.9, 5.711911, 1024],
    ] as const) {
      const task = tiedTask({ family: 'orthogonal', width: 100, depth: 500, sigmaW, count });
      const { mean, standardError } = summary(sampled(task, ({ gain }) => gain[0]!));
      expect(Math.abs(mean - expected) / standardError).toBeLessThan(4);
    }
  });

  // Gains fluctuate by the theory's relative variance and leave its limit by O(1/N): 4 SE + 5/N.
  it.each([
    ['iid', 0.3, 200, 1.098901, 0.4153],
    ['iid', 0.6, 400, 1.5625, 2.8828],
    ['orthogonal', 0.3, 200, 1.098901, 0.3956],
    ['orthogonal', 0.8, 200, 2.777778, 7.1111],
    ['goe', 0.2, 200, 1.138618, 0.38548],
    ['goe', 0.3, 200, 1.388889, 1.16406],
  ] as const)(
    '%s, σ = %s, N = %s: tabulated gain and relative variance',
    (family, sigmaW, width, gain, variance) => {
      const task = tiedTask({ family, width, depth: 500, sigmaW, count: 2048 });
      const { mean, standardError, deviation } = summary(sampled(task, (features) => features.gain[0]!));
      expect(Math.abs(mean - gain)).toBeLessThan(4 * standardError + 5 / width);
      // 15 %: a variance over 2,048 networks is known to 3.1 %, and corrections of order 1/N are 4 %.
      expect(Math.abs((width * (deviation / mean) ** 2) / variance - 1)).toBeLessThan(0.15);
    },
  );

  // Ratios of standard deviations at infinite width are 1.080 and 1.374, known here to 1.6 and 4.5 %.
  it.each([
    [0.5, 4096],
    [0.8, 500],
  ])('log-gains of i.i.d. weights scatter more than those of orthogonal ones, σ = %s', (sigmaW, count) => {
    const scatter = (family: TiedFamily): number => {
      const task = tiedTask({ family, width: 200, depth: 300, sigmaW, count });
      return summary(sampled(task, ({ gain }) => Math.log(gain[0]!))).deviation;
    };
    expect(scatter('iid')).toBeGreaterThan(scatter('orthogonal'));
  });
});

describe('tanh equilibria at v_x = 1', () => {
  // q, E h² and Λ at infinite width: 4 SE + 5/N each.
  it.each([
    ['iid', 0.5, 0.412166, 1.103042, 0.111766],
    ['iid', 0.9, 0.451165, 1.365444, 0.332463],
    ['orthogonal', 1.1, 0.477457, 1.577723, 0.46784],
    ['goe', 0.3, 0.416729, 1.107928, 0.043624],
    ['goe', 0.5, 0.459061, 1.333331, 0.130892],
    ['goe', 0.6, 0.489418, 1.514475, 0.198876],
  ] as const)('%s, σ = %s: tabulated fixed point', (family, sigmaW, q, length, stability) => {
    const width = 1000;
    const task = tiedTask({ family, activation: 'tanh', width, depth: 300, sigmaW, count: 48 });
    const kinds: readonly (readonly [number, (features: EquilibriumFeatures) => number])[] = [
      [q, ({ activationSecondMoment }) => activationSecondMoment[0]!],
      [length, ({ gram }) => gram[0]!],
      [stability, ({ stability: found }) => found[0]!],
    ];
    for (const [expected, numberOf] of kinds) {
      const { mean, standardError } = summary(sampled(task, numberOf));
      expect(Math.abs(mean - expected)).toBeLessThan(4 * standardError + 5 / width);
    }
  });
});
