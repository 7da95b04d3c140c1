import { describe, expect, it } from 'vitest';
import { relativeError } from '../test-support/fixtures.ts';
import { cramerVonMisesUpperTail } from './cramer-von-mises.ts';
import { type LimitingLaw, limitingUpperTail, quadraticTail } from './limiting-laws.ts';

describe('limitingUpperTail', () => {
  it('equals the tabulated probability at every quantile', () => {
    const medians: [LimitingLaw, number, number][] = [
      ['anderson-darling-estimated', 0.751571, 0.05],
      ['anderson-darling-known', 2.492367, 0.05],
      ['cramer-von-mises-estimated', 0.125999, 0.05],
      ['cramer-von-mises-known', 0.461361, 0.05],
      ['energy-estimated', 0.842871, 0.05],
      ['epps-pulley-estimated', 0.378164, 0.05],
      ['energy-estimated', 3.116463, 1e-6],
    ];
    for (const [law, quantile, tail] of medians) {
      expect(relativeError(limitingUpperTail(law, quantile), tail)).toBeLessThan(1e-13);
    }
    expect(limitingUpperTail('energy-estimated', 0)).toBe(1);
    expect(() => limitingUpperTail('energy-estimated', -1)).toThrow(RangeError);
  });

  it('lies within its stated error of the exact limiting law between quantiles', () => {
    for (let x = 0.005; x < 2.49; x += 0.005) {
      const exact = cramerVonMisesUpperTail(x);
      const found = limitingUpperTail('cramer-von-mises-known', x);
      if (exact > 0.5) expect(Math.abs(found - exact)).toBeLessThan(0.06);
      else expect(relativeError(found, exact)).toBeLessThan(0.016);
    }
  });

  it('has a far tail low by the stated share at p = 1e-6, and decreases there', () => {
    const cases: [LimitingLaw, number, number][] = [
      ['anderson-darling-known', 12.516057, 0.98],
      ['anderson-darling-estimated', 2.728656, 0.89],
      ['cramer-von-mises-estimated', 0.494717, 0.89],
      ['epps-pulley-estimated', 1.863745, 0.96],
      ['energy-estimated', 3.116463, 0.89],
    ];
    for (const [law, quantile, share] of cases) {
      expect(Math.abs(quadraticTail(law, quantile) / 1e-6 - share)).toBeLessThan(0.015);
      expect(limitingUpperTail(law, 1.01 * quantile)).toBeLessThan(1e-6);
    }
  });
});
