import { resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import type { ResidualBlock } from './block.ts';
import { meanSquaredDphi, meanSquaredPhi } from './expectations.ts';
import { largestError } from './largest-error.fixture.ts';
import { jacobianDepthScale, normalizedCriticalRatio, partialJacobianNorms } from './partial-jacobian.ts';

const of = (activation: string) => resolveActivation({ activation });
/** σ_w² and σ_b². */
const block = (sw2: number, sb2: number, rest: Partial<ResidualBlock> = {}): ResidualBlock => ({
  sigmaW: Math.sqrt(sw2),
  sigmaB: Math.sqrt(sb2),
  skip: 0,
  normalization: 'none',
  ...rest,
});
const layersOf = (name: string, of_: ResidualBlock, depth: number, firstLength = 1) =>
  partialJacobianNorms(of(name), of_, { firstLength, depth });
/** J^{1,1+l}. */
const normAfter = (name: string, of_: ResidualBlock, l: number): number =>
  layersOf(name, of_, l + 1)[l]?.norm ?? Number.NaN;
const PRE = { normalization: 'preactivation' } as const;

describe('averaged partial Jacobian norms', () => {
  test('relu is critical at σ_w² = 2 with any biases, where lengths grow by σ_b² a layer', () => {
    layersOf('relu', block(2, 0.3), 20).forEach(({ chiJ, norm, length }, index) => {
      expect(chiJ).toBeCloseTo(1, 13);
      expect(norm).toBeCloseTo(1, 13);
      expect(length).toBeCloseTo(1 + 0.3 * index, 12);
    });
  });

  test('erf, tanh and gelu are critical at their published points', async ({ annotate }) => {
    const worst = largestError();
    expect(
      worst.between(
        partialJacobianNorms(of('erf'), block(Math.PI / 4, 0), { firstLength: 0, depth: 1 })[0]?.chiJ,
        1,
      ),
    ).toBeLessThan(5e-15);
    expect(
      worst.between(partialJacobianNorms(of('tanh'), block(1, 0), { firstLength: 0, depth: 1 })[0]?.chiJ, 1),
    ).toBeLessThan(5e-15);
    const length = (3 + Math.sqrt(17)) / 2;
    const [first, second] = layersOf('gelu', block(1.9830582574, 0.1729223908), 2, length);
    expect(worst.between(first?.chiJ, 1)).toBeLessThan(5e-10);
    expect(second?.length).toBeCloseTo(length, 9);
    await annotate(
      `χ_J at the critical points of erf, tanh, gelu | 1 | half-stable and stable points | ${worst} absolute | Doshi, He & Gromov 2023`,
      'accuracy',
    );
  });

  test('erf off criticality tends to its tabulated K* and χ', async ({ annotate }) => {
    const worst = largestError();
    for (const [sw2, sb2, k, chi] of [
      [2, 0.1, 1.046255, 1.118317],
      [1, 0.1, 0.38777, 0.797165],
      [1.5, 0.05, 0.601753, 1.0347],
    ] as const) {
      const last = layersOf('erf', block(sw2, sb2), 400).at(-1);
      expect(worst.of(Math.abs((last?.length ?? 0) - k))).toBeLessThan(1e-6);
      expect(worst.of(Math.abs((last?.chiJ ?? 0) - chi))).toBeLessThan(1e-6);
      expect(jacobianDepthScale(last?.chiJ ?? 0)).toBeCloseTo(1 / Math.abs(Math.log(chi)), 3);
    }
    await annotate(
      `K* and χ of erf off criticality | table to 1e-6 | three points, both phases | ${worst} absolute | Doshi, He & Gromov 2023`,
      'accuracy',
    );
  });

  test('gelu by quadrature equals its closed forms', () => {
    for (const k of [0.3, 1, 3.5, 9]) {
      const a =
        k / 4 + (k / (2 * Math.PI)) * (Math.asin(k / (1 + k)) + (2 * k) / ((1 + k) * Math.sqrt(1 + 2 * k)));
      const b =
        1 / 4 +
        (1 / (2 * Math.PI)) * (Math.asin(k / (1 + k)) + (k * (3 + 5 * k)) / ((1 + k) * (1 + 2 * k) ** 1.5));
      expect(Math.abs(meanSquaredPhi(of('gelu'), k) / a - 1)).toBeLessThan(1e-13);
      expect(Math.abs(meanSquaredDphi(of('gelu'), k) / b - 1)).toBeLessThan(1e-13);
    }
  });

  test('normalized preactivations have their tabulated critical ratios and χ', async ({ annotate }) => {
    const worst = largestError();
    for (const [name, ratio, chi, half, most] of [
      ['relu', 0, 1, 0.75, 0.936667],
      ['erf', 0.10485098, 1.2257, 0.847652, 0.961405],
      ['gelu', 0.030629383, 1.072032, 0.756335, 0.938271],
      ['tanh', 0.070108412, 1.177807, undefined, undefined],
    ] as const) {
      expect(worst.of(Math.abs(normalizedCriticalRatio(of(name)) - ratio))).toBeLessThan(1e-9);
      const bare = layersOf(name, block(1, 0, PRE), 3).at(-1)?.chiJ ?? Number.NaN;
      expect(worst.of(Math.abs(bare - chi))).toBeLessThan(1e-6);
      for (const [skip, value] of [
        [0.5, half],
        [0.9, most],
      ] as const) {
        if (value === undefined) continue;
        const last = layersOf(name, block(2, 0.5, { ...PRE, skip }), 300).at(-1)?.chiJ ?? Number.NaN;
        expect(worst.of(Math.abs(last - value))).toBeLessThan(1e-6);
      }
      const critical = layersOf(name, block(1, Math.max(0, ratio), { ...PRE, skip: 0.7 }), 300).at(-1);
      expect(critical?.chiJ).toBeCloseTo(1, 8);
    }
    await annotate(
      `χ with normalized preactivations, and critical ratio | table to 1e-6 | relu, erf, gelu, tanh, μ = 0 to 0.9 | ${worst} absolute | Doshi, He & Gromov 2023`,
      'accuracy',
    );
  });

  test('normalized postactivations have their tabulated χ', async ({ annotate }) => {
    const worst = largestError();
    const post = { normalization: 'postactivation' } as const;
    const chi = (name: string, sw2: number, sb2: number): number =>
      layersOf(name, block(sw2, sb2, post), 3).at(-1)?.chiJ ?? Number.NaN;
    expect(worst.of(Math.abs(chi('relu', 1, 0) - 1.466942))).toBeLessThan(1e-6);
    expect(worst.of(Math.abs(chi('relu', 3, 0) - 1.466942))).toBeLessThan(1e-6);
    expect(worst.of(Math.abs(chi('relu', 2, 2 * 0.466942) - 1))).toBeLessThan(1e-6);
    expect(worst.of(Math.abs(chi('erf', 1, 0) - 1.2257))).toBeLessThan(1e-6);
    expect(worst.of(Math.abs(chi('erf', 2, 0) - 1.437874))).toBeLessThan(1e-6);
    await annotate(
      `χ with normalized postactivations | table to 1e-6 | relu, erf | ${worst} absolute | Doshi, He & Gromov 2023`,
      'accuracy',
    );
  });

  test('norms follow the tabulated recursions in depth to 1e-5', async ({ annotate }) => {
    const worst = largestError();
    const erf = block(Math.PI / 4, 0);
    const tanh = block(1, 0);
    const residual = block(2, 0.5, { ...PRE, skip: 1 });
    for (const [name, of_, values] of [
      ['erf', erf, [0.0713199, 0.0147819, 0.00740937]],
      ['tanh', tanh, [0.0713697, 0.0143348, 0.00713425]],
      ['relu', residual, [7.272246, 20.717875, 32.778799]],
    ] as const) {
      const layers = layersOf(name, of_, 101);
      [10, 50, 100].forEach((l, index) => {
        expect(worst.of(Math.abs((layers[l]?.norm ?? 0) / (values[index] ?? 0) - 1))).toBeLessThan(1e-5);
      });
    }
    const deep = layersOf('erf', erf, 2001);
    expect(2000 * (deep[2000]?.length ?? 0)).toBeCloseTo(0.5, 2);
    const slope = Math.log((deep[2000]?.norm ?? 0) / (deep[1000]?.norm ?? 0)) / Math.LN2;
    expect(Math.abs(slope + 1)).toBeLessThan(1e-3);
    await annotate(
      `partial Jacobian norms in depth | table of six digits | 10 to 100 layers, critical erf, tanh and residual relu | ${worst} relative | Doshi, He & Gromov 2023`,
      'accuracy',
    );
  });

  test('with μ = 1 and normalized preactivations norms grow as l^{a/c}', () => {
    const exponent = (name: string, sw2: number, sb2: number): number => {
      const of_ = block(sw2, sb2, { ...PRE, skip: 1 });
      return Math.log(normAfter(name, of_, 4000) / normAfter(name, of_, 1000)) / Math.log(4);
    };
    for (const [name, plain, biased] of [
      ['relu', 1, 0.66667],
      ['erf', 1.2257, 0.79687],
    ] as const) {
      expect(Math.abs(exponent(name, 1, 0) - plain)).toBeLessThan(2e-3);
      expect(Math.abs(exponent(name, 2, 0.5) - biased)).toBeLessThan(2e-3);
    }
    expect(exponent('relu', 2, 0.5)).toBeCloseTo(0.66649, 4);
  });

  test('erf with plain skip connections grows as a stretched exponential', () => {
    for (const [sw2, sb2, slope] of [
      [1, 0, 1.2826],
      [2, 0.5, 1.608],
    ] as const) {
      const layers = layersOf('erf', block(sw2, sb2, { skip: 1 }), 4001);
      const logNorm = (l: number): number => Math.log(layers[l]?.norm ?? 0);
      const found = (logNorm(4000) - logNorm(1000)) / (Math.sqrt(4000) - Math.sqrt(1000));
      expect(Math.abs(found - slope)).toBeLessThan(1e-4);
    }
  });

  test('without weights and with μ = 1 nothing changes; a linear network has χ_J = σ_w²', () => {
    for (const { norm } of layersOf('tanh', block(0, 0.3, { skip: 1 }), 10)) expect(norm).toBe(1);
    for (const { chiJ } of layersOf('linear', block(1.7, 0.3), 10)) expect(chiJ).toBeCloseTo(1.7, 13);
  });

  test('a skip past normalized postactivations adds μ² to lengths and to χ_J', () => {
    const post = { normalization: 'postactivation' } as const;
    const [first, second] = layersOf('tanh', block(1.3, 0.2, { ...post, skip: 0.5 }), 2, 0.9);
    const [bare] = layersOf('tanh', block(1.3, 0.2, post), 2, 0.9);
    expect(second?.length).toBeCloseTo(1.3 + 0.2 + 0.25 * 0.9, 14);
    expect(first?.chiJ).toBeCloseTo((bare?.chiJ ?? 0) + 0.25, 14);
  });

  test('a scale that is no number is refused', () => {
    expect(() => layersOf('tanh', block(Number.NaN, 0), 2)).toThrow(RangeError);
    expect(jacobianDepthScale(1)).toBeUndefined();
    expect(jacobianDepthScale(0)).toBeUndefined();
  });
});
