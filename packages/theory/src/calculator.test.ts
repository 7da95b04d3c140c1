import { activations, resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { theoryReport } from './calculator.ts';

const tanh = resolveActivation({ activation: 'tanh' });
const relu = resolveActivation({ activation: 'relu' });

describe('calculator', () => {
  test('tanh at sigma_w² = 1.5, sigma_b² = 0.05 is ordered with ξ_c = 15.791', () => {
    const report = theoryReport({
      squaredNorm: 1,
      activation: tanh,
      sigmaW: Math.sqrt(1.5),
      sigmaB: Math.sqrt(0.05),
    });
    expect(report.phase).toBe('ordered');
    expect(report.cStar).toBe(1);
    expect(report.xiC).toBeCloseTo(15.791, 3);
    expect((report.criticalSigmaW ?? 0) ** 2).toBeCloseTo(1.760955, 6);
  });

  test('the phase changes at the critical σ_w', () => {
    const sigmaB = Math.sqrt(0.05);
    const sigmaW =
      theoryReport({ squaredNorm: 1, activation: tanh, sigmaW: 1, sigmaB }).criticalSigmaW ?? Number.NaN;
    const phases = [0.99, 1, 1.01].map(
      (factor) => theoryReport({ squaredNorm: 1, activation: tanh, sigmaW: factor * sigmaW, sigmaB }).phase,
    );
    expect(phases).toEqual(['ordered', 'critical', 'chaotic']);
  });

  test('relu without a length fixed point reports none, and is critical at σ_w² = 2', () => {
    const critical = theoryReport({ squaredNorm: 1, activation: relu, sigmaW: Math.SQRT2, sigmaB: 0 });
    expect(critical.qStar).toBeUndefined();
    expect(critical.phase).toBe('critical');
    const shrinking = theoryReport({ squaredNorm: 1, activation: relu, sigmaW: 1, sigmaB: 0 });
    expect(shrinking.qStar).toBe(0);
    expect(shrinking.chi1).toBeCloseTo(0.5, 13);
    expect(shrinking.phase).toBe('ordered');
    const growing = theoryReport({ squaredNorm: 1, activation: relu, sigmaW: 2, sigmaB: 0.1 });
    expect(growing.qStar).toBeUndefined();
    expect(growing.phase).toBeUndefined();
    expect(growing.chi1).toBeCloseTo(2, 13);
  });

  test('every activation has a report deep in the ordered and in the chaotic phase', () => {
    for (const activation of Object.keys(activations)) {
      const phi = resolveActivation({
        activation,
        ...(activation === 'leaky-relu' ? { negativeSlope: 0.1 } : {}),
      });
      for (const [sigmaW, sigmaB] of [
        [0.5, 0],
        [3, 1],
      ] as const) {
        const report = theoryReport({ squaredNorm: 1, activation: phi, sigmaW, sigmaB });
        for (const value of Object.values(report)) {
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        }
      }
    }
  });
});
