import { resolveActivation } from '@widthwise/network';
import { cholesky } from '@widthwise/stats';
import { describe, expect, test } from 'vitest';
import { largestError } from './largest-error.fixture.ts';
import { kernelMatrix } from './nngp.ts';
import { ntkTrajectory } from './ntk.ts';
import { ntkParameterizations } from './ntk-parameterization.ts';
import type { Scales } from './scales.ts';

const of = (activation: string) => resolveActivation({ activation });
const DEPTH = 5;
const options = { parameterization: ntkParameterizations.ntk, inputDimension: 2, width: 100 };
const PAPER: Scales = { sigmaW: 1, sigmaB: 0.1 };

/** Unit vectors at equal angles: x_a·x_b/2. */
const circle = (count: number): Float64Array =>
  Float64Array.from(
    { length: count * count },
    (_, at) => Math.cos((2 * Math.PI * (Math.floor(at / count) - (at % count))) / count) / 2,
  );
const pairAt = (angle: number): Float64Array =>
  Float64Array.of(0.5, Math.cos(angle) / 2, Math.cos(angle) / 2, 0.5);

/** Θ^L(0, γ) of L = 1 … 5, computed at 40 digits. */
const CIRCLE = {
  relu: [
    [0, [0.51, 0.52, 0.4025, 0.2825, 0.191875]],
    [Math.PI / 4, [0.3635533906, 0.3405339757, 0.249000712, 0.1699705091, 0.1160708267]],
    [Math.PI / 2, [0.01, 0.0962158338, 0.1078485865, 0.0927021102, 0.0743927698]],
    [Math.PI, [-0.49, -0.0113169679, 0.0519573675, 0.0643537701, 0.0598723657]],
  ],
  erf: [
    [0, [0.51, 0.7194075233, 0.8714653906, 1.0060174708, 1.1342451198]],
    [Math.PI / 2, [0.01, 0.0226067441, 0.0392500829, 0.0602978452, 0.0858648057]],
    [Math.PI, [-0.49, -0.6656755983, -0.7688647529, -0.8394201702, -0.8886041727]],
  ],
} as const;

/** x = (1, 2, −1), y = (0.5, −1, 2): Θ_xx, Θ_yy, Θ_xy of L = 1 … 5. */
const GENERAL = {
  relu: {
    scales: { sigmaW: Math.SQRT2, sigmaB: Math.sqrt(0.1) },
    layers: [
      [4.1, 3.6, -2.2333333333],
      [8.3, 7.3, -0.256286619],
      [12.6, 11.1, 1.4347642571],
      [17, 15, 3.1707816832],
      [21.5, 19, 4.9287717089],
    ],
  },
  erf: {
    scales: { sigmaW: Math.sqrt(1.5), sigmaB: Math.sqrt(0.1) },
    layers: [
      [3.1, 2.725, -1.65],
      [2.7080676042, 2.5698002404, -0.9112452321],
      [3.0548726907, 2.9568220088, -0.7035039844],
      [3.5588054377, 3.4755786744, -0.5100185918],
      [4.1253893801, 4.0490820049, -0.2910698159],
    ],
  },
};

describe('neural tangent kernel', () => {
  const circleError = largestError();
  for (const [name, cases] of Object.entries(CIRCLE)) {
    test(`${name} on the circle reproduces the reference to 1e-10`, () => {
      for (const [angle, expected] of cases) {
        ntkTrajectory(of(name), PAPER, { ...options, overlaps: pairAt(angle), depth: DEPTH }).forEach(
          ({ ntk }, index) => {
            expect(circleError.of(Math.abs(ntk[1]! - (expected[index] ?? Number.NaN)))).toBeLessThan(1e-10);
          },
        );
      }
    });
  }

  test('on the circle the largest error is below 1e-10', async ({ annotate }) => {
    expect(Number(`${circleError}`)).toBeLessThan(1e-10);
    await annotate(
      `NTK on the circle, relu and erf | recursion at 40 digits, given to ten | 5 layers | ${circleError} absolute | Jacot, Gabriel & Hongler 2018`,
      'accuracy',
    );
  });

  const generalError = largestError();
  for (const [name, { scales, layers }] of Object.entries(GENERAL)) {
    test(`${name} for two inputs of different norm reproduces the reference to 1e-10`, () => {
      const overlaps = Float64Array.of(2, -3.5 / 3, -3.5 / 3, 5.25 / 3);
      ntkTrajectory(of(name), scales, { ...options, overlaps, depth: DEPTH }).forEach(({ ntk }, index) => {
        [ntk[0]!, ntk[3]!, ntk[1]!].forEach((value, at) => {
          expect(generalError.of(Math.abs(value - (layers[index]?.[at] ?? Number.NaN)))).toBeLessThan(1e-10);
        });
      });
    });
  }

  test('for inputs of different norm the largest error is below 1e-10', async ({ annotate }) => {
    expect(Number(`${generalError}`)).toBeLessThan(1e-10);
    await annotate(
      `NTK of two inputs of different norm, relu and erf | recursion at 40 digits, given to ten | 5 layers | ${generalError} absolute | Jacot, Gabriel & Hongler 2018`,
      'accuracy',
    );
  });

  test('quadrature gives erf what its closed forms give', () => {
    const { meanProduct: _, meanProductDphi: __, ...open } = of('erf');
    const overlaps = Float64Array.of(2, -3.5 / 3, -3.5 / 3, 5.25 / 3);
    const { scales } = GENERAL.erf;
    const closed = ntkTrajectory(of('erf'), scales, { ...options, overlaps, depth: DEPTH });
    ntkTrajectory(open, scales, { ...options, overlaps, depth: DEPTH }).forEach(({ ntk }, index) => {
      ntk.forEach((value, at) => {
        expect(Math.abs(value / closed[index]!.ntk[at]! - 1)).toBeLessThan(1e-11);
      });
    });
  });

  test('the Gram matrix of equispaced inputs is circulant with the reference eigenvalues', async ({
    annotate,
  }) => {
    const worst = largestError();
    const count = 16;
    const layers = ntkTrajectory(of('relu'), PAPER, { ...options, overlaps: circle(count), depth: 4 });
    const modes = (ntk: Float64Array): number[] =>
      Array.from({ length: 9 }, (_, k) => {
        let sum = 0;
        for (let b = 0; b < count; b += 1) sum += ntk[b]! * Math.cos((2 * Math.PI * k * b) / count);
        return sum / count;
      });
    const four = [
      0.1239547686, 0.0440310612, 0.0182683654, 0.0065344697, 0.0037652571, 0.0023606858, 0.0019128283,
      0.0016103408, 0.0015792147,
    ];
    modes(layers[3]!.ntk).forEach((value, k) => {
      expect(worst.of(Math.abs(value - (four[k] ?? Number.NaN)))).toBeLessThan(1e-10);
    });
    const two = [0.1662711368, 0.1294621218, 0.037900401, 0.0014965515, 0.0038729876];
    modes(layers[1]!.ntk)
      .slice(0, 5)
      .forEach((value, k) => {
        expect(worst.of(Math.abs(value - (two[k] ?? Number.NaN)))).toBeLessThan(1e-10);
      });
    await annotate(
      `eigenvalues of the NTK on the circle, relu | 40 digits, given to ten | 16 inputs, 2 and 4 layers | ${worst} absolute | Jacot, Gabriel & Hongler 2018`,
      'accuracy',
    );
  });

  test('relu at σ_w² = 2 without biases has Θ^L(x, x) = L q¹, and Θ is homogeneous in each input', () => {
    const scales = { sigmaW: Math.SQRT2, sigmaB: 0 };
    const overlaps = Float64Array.of(2, -0.7, -0.7, 1.3);
    const scaled = Float64Array.of(18, -2.1, -2.1, 1.3);
    const layers = ntkTrajectory(of('relu'), scales, { ...options, overlaps, depth: 6 });
    const longer = ntkTrajectory(of('relu'), scales, { ...options, overlaps: scaled, depth: 6 });
    layers.forEach(({ ntk }, index) => {
      expect(ntk[0]).toBeCloseTo((index + 1) * 4, 12);
      expect(longer[index]!.ntk[1]).toBeCloseTo(3 * ntk[1]!, 12);
    });
  });

  test('a linear network has Θ^L = L x_a·x_b/n₀', () => {
    const overlaps = Float64Array.of(2, -0.7, -0.7, 1.3);
    const layers = ntkTrajectory(of('linear'), { sigmaW: 1, sigmaB: 0 }, { ...options, overlaps, depth: 6 });
    layers.forEach(({ ntk }, index) => {
      ntk.forEach((value, at) => {
        expect(value).toBeCloseTo((index + 1) * overlaps[at]!, 12);
      });
    });
  });

  test('Θ − K and Θ are positive definite on distinct points of the circle', () => {
    for (const name of ['relu', 'tanh', 'gelu']) {
      const count = 6;
      const [, , layer] = ntkTrajectory(of(name), PAPER, { ...options, overlaps: circle(count), depth: 3 });
      if (layer === undefined) throw new Error('no layer');
      const kernel = kernelMatrix(layer.nngp);
      const rest = layer.ntk.map((value, at) => value - kernel[at]!);
      for (const matrix of [layer.ntk, rest]) {
        expect(() => cholesky(matrix, name)).not.toThrow();
      }
    }
  });

  test('in standard parameterization a linear network with one hidden layer has the kernel of its gradients', () => {
    const overlaps = Float64Array.of(2, -0.7, -0.7, 1.3);
    const scales = { sigmaW: 1.3, sigmaB: 0.4 };
    const [n0, width] = [7, 50];
    const [, second] = ntkTrajectory(of('linear'), scales, {
      overlaps,
      depth: 2,
      parameterization: ntkParameterizations.standard,
      inputDimension: n0,
      width,
    });
    second?.ntk.forEach((value, at) => {
      const hidden = 1.69 * overlaps[at]! + 0.16;
      expect(value).toBeCloseTo(width * hidden + 1 + 1.69 * (n0 * overlaps[at]! + 1), 11);
    });
  });

  test('an input of length zero keeps its kernels: sigmoid without biases', () => {
    const overlaps = Float64Array.of(0, 0, 0, 1);
    const scales = { sigmaW: 2, sigmaB: 0 };
    const [, second] = ntkTrajectory(of('sigmoid'), scales, { ...options, overlaps, depth: 2 });
    const [aa, ab] = kernelMatrix(
      second?.nngp ?? { lengths: new Float64Array(), decorrelations: new Float64Array() },
    );
    // φ(0) = 1/2, and E φ = 1/2 by symmetry.
    expect(aa).toBeCloseTo(1, 13);
    expect(ab).toBeCloseTo(1, 12);
  });

  test('a fan-in that is not a positive integer is refused', () => {
    const overlaps = Float64Array.of(1);
    expect(() => ntkTrajectory(of('relu'), PAPER, { ...options, width: 0, overlaps, depth: 2 })).toThrow(
      RangeError,
    );
  });
});
