import type { Architecture } from '@widthwise/network';
import { expect, test } from 'vitest';
import { propagateWith } from './gram-backend.ts';
import { createKernelMachine } from './kernel.ts';
import { type SampleMean, sampleMean, score } from './law.fixture.ts';
import { gramTask, inputsOf } from './task.fixture.ts';

/** Values of one network: ‖∂h^l/∂h^1 u‖²/N and the gain of layer l, l = 1 … L. */
interface Jacobians {
  readonly tangents: Float64Array;
  readonly gains: Float64Array;
}

function jacobiansOf(architecture: Architecture, squaredNorm: number, count: number): Jacobians[] {
  const all: Jacobians[] = [];
  const task = gramTask({
    ...architecture,
    inputs: inputsOf([[squaredNorm]]),
    first: 0,
    count,
    network: architecture,
    request: { probedInputs: 1, tangents: { starts: [1], directions: 1 }, jacobianGains: true },
  });
  propagateWith(createKernelMachine, task, (network, outcome) => {
    if ('nonFiniteLayer' in outcome) throw new Error(`network ${network} is not finite`);
    const { tangentNorms, jacobianGains } = outcome;
    all.push({ tangents: tangentNorms.slice(), gains: jacobianGains.slice() });
  });
  return all;
}

const exactly = (mean: number): SampleMean => ({ mean, standardError: 0 });

test.each([1, 2, 5])(
  'of critical rectifier networks E J = 1 and E J² = (1 + 2/N) (1 + 5/N)^%i: |z| < 4, false alarm 1.3e-4',
  (steps) => {
    const width = 32;
    const architecture = { activation: 'relu', width, depth: steps + 1, sigmaW: Math.SQRT2, sigmaB: 0 };
    const values = jacobiansOf(architecture, 0.5, 30_000).map(({ tangents }) => tangents[steps]!);
    // A normal direction adds its own length, of mean square 1 + 2/N.
    const law = (1 + 2 / width) * (1 + 5 / width) ** steps;
    expect(Math.abs(score(sampleMean(values), exactly(1)))).toBeLessThan(4);
    expect(Math.abs(score(sampleMean(values.map((value) => value ** 2)), exactly(law)))).toBeLessThan(4);
  },
);

test('the same law rejects σ_w off by 2 %', () => {
  const architecture = { activation: 'relu', width: 32, depth: 6, sigmaW: Math.SQRT2 * 1.02, sigmaB: 0 };
  const values = jacobiansOf(architecture, 0.5, 30_000).map(({ tangents }) => tangents[5]!);
  expect(Math.abs(score(sampleMean(values), exactly(1)))).toBeGreaterThan(4);
});

/** Infinite-width values with K = 1 at layer 1 (arXiv:2111.12143), and the O(1/N) that width 500 leaves. */
const deep: readonly (readonly [string, Architecture, readonly (readonly [number, number])[]])[] = [
  [
    'erf at its critical point',
    { activation: 'erf', width: 500, depth: 51, sigmaW: Math.sqrt(Math.PI / 4), sigmaB: 0 },
    [
      [10, 0.0713199],
      [50, 0.0147819],
    ],
  ],
  [
    'normalized rectifiers with an identity skip',
    {
      activation: 'relu',
      width: 500,
      depth: 51,
      sigmaW: Math.SQRT2,
      sigmaB: Math.sqrt(0.5),
      skip: 1,
      normalization: 'preactivation',
    },
    [
      [10, 7.272246],
      [50, 20.717875],
    ],
  ],
];

test.each(deep)(
  'J of %s is that of infinite width within 4 SE and 0.1 l/N, and so is the product of gains',
  (_, architecture, rows) => {
    const { sigmaW, sigmaB } = architecture;
    const networks = jacobiansOf(architecture, (1 - sigmaB ** 2) / sigmaW ** 2, 400);
    for (const [steps, value] of rows) {
      const tangent = sampleMean(networks.map(({ tangents }) => tangents[steps]!));
      const product = sampleMean(
        networks.map(({ gains }) => gains.slice(0, steps).reduce((all, gain) => all * gain, 1)),
      );
      const bias = 0.1 * (steps / 500) * value;
      expect(Math.abs(tangent.mean - value)).toBeLessThan(4 * tangent.standardError + bias);
      expect(Math.abs(product.mean - value)).toBeLessThan(4 * product.standardError + bias);
    }
  },
);

test('over one layer tangents grow by the gain on average, and the gain varies least', () => {
  for (const network of [
    {},
    { skip: 0.9 },
    { normalization: 'preactivation' },
    { normalization: 'postactivation' },
  ] as const) {
    const architecture = { activation: 'erf', width: 50, depth: 2, sigmaW: 1.2, sigmaB: 0.2, ...network };
    const networks = jacobiansOf(architecture, 1, 20_000);
    const ratios = sampleMean(networks.map(({ tangents }) => tangents[1]! / tangents[0]!));
    const gains = sampleMean(networks.map(({ gains: g }) => g[0]!));
    expect(Math.abs(score(ratios, gains))).toBeLessThan(4);
    expect(gains.standardError).toBeLessThan(ratios.standardError);
  }
});

test('the gain of erf (1.5, 0.05) at layer 30 has mean χ + O(1/N) and deviation 0.73/√N to 5 %', () => {
  for (const width of [50, 200]) {
    const architecture = {
      activation: 'erf',
      width,
      depth: 30,
      sigmaW: Math.sqrt(1.5),
      sigmaB: Math.sqrt(0.05),
    };
    const gains = jacobiansOf(architecture, 1, 4000).map((network) => network.gains[29]!);
    const { mean, standardError } = sampleMean(gains);
    expect(Math.abs(mean - 1.0347)).toBeLessThan(4 * standardError + 0.5 / width);
    expect((standardError * Math.sqrt(4000) * Math.sqrt(width)) / 0.73).toBeCloseTo(1, 1);
  }
});
