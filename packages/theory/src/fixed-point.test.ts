import { resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { chi1 } from './chi1.ts';
import { depthScaleCorrelation, depthScaleLength } from './depth-scale.ts';
import { fixedPointDecorrelation, fixedPointLength } from './fixed-point.ts';
import { largestError } from './largest-error.fixture.ts';
import { lengthMap } from './length-map.ts';
import { criticalPoint, criticalSigmaW } from './phase-boundary.ts';

const of = (activation: string) => resolveActivation({ activation });
const tanh = of('tanh');
const SIGMA_B = Math.sqrt(0.05);

/** σ_b² = 0.05: σ_w², q*, χ₁, c*; printed to 1e-6. */
const TANH_TABLE = [
  [1.5, 0.418037, 0.938636, 1],
  [2, 0.721762, 1.047666, 0.744082],
  [2.5, 1.063958, 1.133516, 0.446804],
  [3, 1.428008, 1.208934, 0.299318],
  [3.5, 1.806506, 1.277976, 0.216313],
] as const;

describe('fixed points of tanh at sigma_b² = 0.05', () => {
  const [qError, chiError, cError] = [largestError(), largestError(), largestError()];
  for (const [sigmaW2, length, susceptibility, correlation] of TANH_TABLE) {
    test(`sigma_w² = ${sigmaW2}: q*, χ₁ and c* to 1e-6`, () => {
      const scales = { sigmaW: Math.sqrt(sigmaW2), sigmaB: SIGMA_B };
      const qStar = fixedPointLength(tanh, scales, 1) ?? Number.NaN;
      expect(qError.between(qStar, length)).toBeLessThan(1e-6);
      expect(chiError.between(chi1(tanh, { sigmaW: scales.sigmaW, qStar }), susceptibility)).toBeLessThan(
        1e-6,
      );
      const cStar = 1 - fixedPointDecorrelation(tanh, scales, qStar);
      expect(cError.between(cStar, correlation)).toBeLessThan(1e-6);
    });
  }

  test('the largest errors of the table are below its last digit', async ({ annotate }) => {
    for (const [quantity, error] of [
      ['length q*', qError],
      ['susceptibility χ₁', chiError],
      ['correlation c*', cError],
    ] as const) {
      expect(Number(`${error}`)).toBeLessThan(1e-6);
      await annotate(
        `fixed point, tanh: ${quantity} | table to 1e-6 | σ_w² = 1.5 to 3.5, σ_b² = 0.05 | ${error} absolute | Poole et al. 2016`,
        'accuracy',
      );
    }
  });

  test('the depth scale at sigma_w² = 1.5 is 15.791 layers', async ({ annotate }) => {
    const worst = largestError();
    const scales = { sigmaW: Math.sqrt(1.5), sigmaB: SIGMA_B };
    const qStar = fixedPointLength(tanh, scales, 1) ?? Number.NaN;
    expect(
      worst.between(depthScaleCorrelation(tanh, scales, { qStar, decorrelation: 0 }), 15.791),
    ).toBeLessThan(5e-4);
    await annotate(
      `depth scale ξ_c, tanh | table to 1e-3 | σ_w² = 1.5, σ_b² = 0.05 | ${worst} layers | Schoenholz et al. 2017`,
      'accuracy',
    );
  });

  test('the boundary lies at sigma_w² = 1.760955', async ({ annotate }) => {
    const worst = largestError();
    expect(worst.of(Math.abs((criticalSigmaW(tanh, SIGMA_B) ?? 0) ** 2 - 1.760955))).toBeLessThan(1e-6);
    expect(criticalSigmaW(tanh, SIGMA_B)).toBeCloseTo(1.3270097, 7);
    await annotate(
      `order–chaos boundary σ_w², tanh | table to 1e-6 | σ_b² = 0.05 | ${worst} absolute | Schoenholz et al. 2017`,
      'accuracy',
    );
  });

  test('the docstring example of χ₁ holds', () => {
    expect(chi1(tanh, { sigmaW: 1.5, qStar: 0.8133223 })).toBeCloseTo(1.129053, 6);
    expect(fixedPointLength(tanh, { sigmaW: 1.5, sigmaB: 0.1 }, 1)).toBeCloseTo(0.8133223, 7);
  });
});

describe('fixed points of other activations', () => {
  test('erf, sigma_b² = 0.1 or 0.05: q* and χ₁ to 1e-6', async ({ annotate }) => {
    const worst = largestError();
    for (const [sigmaW2, sigmaB2, length, susceptibility] of [
      [2, 0.1, 1.046255, 1.118317],
      [1, 0.1, 0.38777, 0.797165],
      [1.5, 0.05, 0.601753, 1.0347],
    ] as const) {
      const scales = { sigmaW: Math.sqrt(sigmaW2), sigmaB: Math.sqrt(sigmaB2) };
      const qStar = fixedPointLength(of('erf'), scales, 1) ?? Number.NaN;
      expect(worst.of(Math.abs(qStar - length))).toBeLessThan(1e-6);
      expect(
        worst.of(Math.abs(chi1(of('erf'), { sigmaW: scales.sigmaW, qStar }) - susceptibility)),
      ).toBeLessThan(1e-6);
    }
    await annotate(
      `fixed point, erf: q* and χ₁ | table to 1e-6 | three points, both phases | ${worst} absolute | Poole et al. 2016`,
      'accuracy',
    );
  });

  test('relu has q* = σ_b²/(1 − σ_w²/2) below σ_w² = 2 and none from there on', () => {
    expect(fixedPointLength(of('relu'), { sigmaW: 1, sigmaB: 1 }, 1)).toBeCloseTo(2, 14);
    expect(fixedPointLength(of('relu'), { sigmaW: 1, sigmaB: 0 }, 1)).toBe(0);
    expect(fixedPointLength(of('relu'), { sigmaW: 1.5, sigmaB: 0.1 }, 1)).toBeUndefined();
    expect(fixedPointLength(of('relu'), { sigmaW: Math.SQRT2, sigmaB: 0 }, 1)).toBeUndefined();
  });

  test('tanh without biases has q* = 0 up to σ_w = 1 and c* = 0 beyond', () => {
    expect(fixedPointLength(tanh, { sigmaW: 0.9, sigmaB: 0 }, 1)).toBe(0);
    expect(fixedPointLength(tanh, { sigmaW: 1, sigmaB: 0 }, 1)).toBe(0);
    const scales = { sigmaW: 1.5, sigmaB: 0 };
    const qStar = fixedPointLength(tanh, scales, 1) ?? Number.NaN;
    expect(fixedPointDecorrelation(tanh, scales, qStar)).toBe(1);
  });

  test('a fixed point is fixed, from both sides', () => {
    for (const name of ['sigmoid', 'silu', 'gelu', 'sin', 'tanh']) {
      const scales = { sigmaW: 1.2, sigmaB: 0.4 };
      const above = fixedPointLength(of(name), scales, 20) ?? Number.NaN;
      const below = fixedPointLength(of(name), scales, 1e-3) ?? Number.NaN;
      expect(Math.abs(lengthMap(of(name), scales, above) / above - 1)).toBeLessThan(1e-13);
      expect(Math.abs(above / below - 1)).toBeLessThan(1e-12);
    }
  });
});

describe('order–chaos boundary', () => {
  test('relu is critical at σ_w² = 2 for every σ_b, linear at 1, tanh and erf without biases at 1 and π/4', () => {
    expect(criticalSigmaW(of('relu'), 0.3)).toBeCloseTo(Math.SQRT2, 14);
    expect(criticalSigmaW(of('linear'), 0.3)).toBe(1);
    expect(criticalSigmaW(tanh, 0)).toBe(1);
    expect(criticalSigmaW(of('erf'), 0)).toBeCloseTo(Math.sqrt(Math.PI / 4), 14);
  });

  test('χ₁ is one at the fixed point of the critical σ_w', () => {
    for (const name of ['tanh', 'erf', 'sin', 'sigmoid']) {
      const sigmaB = 0.3;
      const sigmaW = criticalSigmaW(of(name), sigmaB) ?? Number.NaN;
      const qStar = fixedPointLength(of(name), { sigmaW, sigmaB }, 1) ?? Number.NaN;
      expect(Math.abs(chi1(of(name), { sigmaW, qStar }) - 1)).toBeLessThan(1e-10);
    }
  });

  test('gelu has the half-stable critical point (1.9830582574, 0.1729223908) with q* = (3 + √17)/2', () => {
    const point = criticalPoint(of('gelu'), (3 + Math.sqrt(17)) / 2);
    expect((point?.sigmaW ?? 0) ** 2).toBeCloseTo(1.9830582574, 9);
    expect((point?.sigmaB ?? 0) ** 2).toBeCloseTo(0.1729223908, 9);
  });

  test('depth scales diverge on the boundary and vanish for a constant map', () => {
    const sigmaW = criticalSigmaW(tanh, SIGMA_B) ?? Number.NaN;
    const qStar = fixedPointLength(tanh, { sigmaW, sigmaB: SIGMA_B }, 1) ?? Number.NaN;
    expect(
      depthScaleCorrelation(tanh, { sigmaW, sigmaB: SIGMA_B }, { qStar, decorrelation: 0 }),
    ).toBeUndefined();
    expect(depthScaleLength(of('relu'), { sigmaW: 1, sigmaB: 1 }, 2)).toBeCloseTo(1 / Math.LN2, 13);
  });
});
