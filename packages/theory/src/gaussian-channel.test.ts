import { resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { fixedPointLength } from './fixed-point.ts';
import { channelEfficiency, channelInformation, gaussianProductInformation } from './gaussian-channel.ts';
import { jacobianSpectrum } from './jacobian-spectrum.ts';
import { largestError } from './largest-error.fixture.ts';
import { scalarChannelInformation } from './scalar-channel.ts';

const of = (activation: string) => resolveActivation({ activation });

describe('Gaussian channels', () => {
  test('information through products of Gaussian matrices has its tabulated values to 1e-6', async ({
    annotate,
  }) => {
    const worst = largestError();
    for (const [depth, row] of [
      [0, [0.047655, 0.346574, 1.198948, 2.30756]],
      [1, [0.045692, 0.290229, 0.943833, 1.900127]],
      [2, [0.044004, 0.255695, 0.793911, 1.614157]],
      [5, [0.04003, 0.197965, 0.563733, 1.136568]],
      [10, [0.03547, 0.152213, 0.401472, 0.790131]],
      [20, [0.02983, 0.110847, 0.270408, 0.514449]],
    ] as const) {
      [0.1, 1, 10, 100].forEach((snr, index) => {
        expect(worst.of(Math.abs(gaussianProductInformation(depth, snr) - (row[index] ?? 0)))).toBeLessThan(
          1e-6,
        );
      });
    }
    await annotate(
      `information through products of Gaussian matrices | table to 1e-6 | depth 0 to 20, ratio 0.1 to 100 | ${worst} nats | own`,
      'accuracy',
    );
  });

  test('depth 0 is ½ ln(1 + g), and depth 1 its closed form', () => {
    for (const g of [0.01, 1, 50]) {
      const root = Math.sqrt(1 + 4 * g);
      const one = 0.5 * (2 * Math.log((1 + root) / 2) - (root - 1) ** 2 / (4 * g));
      expect(gaussianProductInformation(0, g)).toBeCloseTo(0.5 * Math.log1p(g), 13);
      expect(gaussianProductInformation(1, g)).toBeCloseTo(one, 13);
    }
  });

  test('information never exceeds that of an isometry of the same power, and efficiency is scale-free', () => {
    const values = [0.1, 0.5, 1, 2.5];
    const mean = values.reduce((sum, s) => sum + s * s, 0) / 4;
    expect(channelInformation(values, 3)).toBeLessThan(2 * Math.log1p(3 * mean));
    expect(channelEfficiency([1.7, 1.7, 1.7], 10)).toBeCloseTo(1, 12);
    const efficiency = channelEfficiency(values, 10);
    expect(efficiency).toBeLessThan(1);
    const tripled = values.map((s) => 3 * s);
    expect(channelEfficiency(tripled, 10)).toBeCloseTo(efficiency, 13);
    expect(() => channelEfficiency([0, 0], 1)).toThrow(RangeError);
  });

  test('tanh has its tabulated fixed points, χ₁ and spectra of the Jacobian', async ({ annotate }) => {
    const worst = largestError();
    for (const [sw2, sb2, q, chi, gaussian, orthogonal] of [
      [1.05, 1e-4, 0.02749, 0.99723, [2.0095, 5.02], [0.0095, 0.0237]],
      [1.46, 0.013, 0.30294, 0.99886, [2.345, 5.86], [0.345, 0.861]],
      [2, 0.05, 0.72176, 1.04767, [2.863, 7.16], [0.863, 2.16]],
    ] as const) {
      const scales = { sigmaW: Math.sqrt(sw2), sigmaB: Math.sqrt(sb2) };
      const length = fixedPointLength(of('tanh'), scales, 1) ?? Number.NaN;
      expect(Math.abs(length - q)).toBeLessThan(1e-5);
      [2, 5].forEach((depth, index) => {
        const [free, isometric] = (['gaussian', 'orthogonal'] as const).map((family) =>
          jacobianSpectrum(of('tanh'), scales, { length, depth, family }),
        );
        expect(Math.abs((free?.mean ?? 0) ** (1 / depth) - chi)).toBeLessThan(1e-5);
        expect(worst.of(Math.abs((free?.relativeVariance ?? 0) - (gaussian[index] ?? 0)))).toBeLessThan(6e-3);
        expect(
          worst.of(Math.abs((isometric?.relativeVariance ?? 0) - (orthogonal[index] ?? 0))),
        ).toBeLessThan(6e-3);
      });
    }
    await annotate(
      `relative variance of the Jacobian spectrum, tanh | table to two to four digits | depth 2 and 5, Gaussian and orthogonal weights | ${worst} absolute | Pennington, Schoenholz & Ganguli 2017`,
      'accuracy',
    );
  });

  test('linear orthogonal layers are isometric at σ_w = 1, relu ones have relative variance L', () => {
    const scales = { sigmaW: 1, sigmaB: 0 };
    const options = { length: 1, depth: 7, family: 'orthogonal' } as const;
    expect(jacobianSpectrum(of('linear'), scales, options)).toEqual({ mean: 1, relativeVariance: 0 });
    expect(jacobianSpectrum(of('relu'), scales, options).relativeVariance).toBe(7);
    const gaussian = { ...options, family: 'gaussian' } as const;
    expect(jacobianSpectrum(of('linear'), scales, gaussian).relativeVariance).toBe(7);
  });

  test('a noisy tanh carries its tabulated information', async ({ annotate }) => {
    const worst = largestError();
    for (const [noise, row] of [
      [
        0.1,
        [
          [0.25, 0.94028],
          [0.5, 1.426864],
          [1, 1.68043],
          [1.15, 1.687843],
          [1.5, 1.663273],
          [2, 1.591286],
          [4, 1.332957],
        ],
      ],
      [
        0.3,
        [
          [0.25, 0.241225],
          [0.5, 0.532877],
          [1, 0.795733],
          [1.5, 0.869408],
          [2, 0.885921],
          [2.138, 0.886446],
          [4, 0.855927],
        ],
      ],
    ] as const) {
      for (const [slope, value] of row) {
        const options = { noise, inputStep: 1 / 128, bound: 1 };
        const found = scalarChannelInformation((x) => Math.tanh(slope * x), options);
        expect(worst.of(Math.abs(found - value))).toBeLessThan(2e-6);
      }
    }
    await annotate(
      `information of a noisy tanh | table to 1e-6 | slope 0.25 to 4, noise 0.1 and 0.3 | ${worst} nats | own`,
      'accuracy',
    );
  });

  test('a linear scalar channel carries ½ ln(1 + s²/τ²)', () => {
    const found = scalarChannelInformation((x) => 0.3 * x, { noise: 0.1, inputStep: 1 / 32, bound: 2.55 });
    expect(found).toBeCloseTo(0.5 * Math.log(10), 10);
    expect(() => scalarChannelInformation(Math.tanh, { noise: 0, inputStep: 1, bound: 1 })).toThrow(
      RangeError,
    );
  });
});
