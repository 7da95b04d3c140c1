import { describe, expect, it } from 'vitest';
import { relativeError } from '../test-support/fixtures.ts';
import { benjaminiHochberg, benjaminiYekutieli, holm } from './adjust.ts';

const P = [
  ...[0.0004, 0.0201, 0.0019, 0.0095, 0.0278, 0.0298, 0.0344, 0.0459],
  ...[0.324, 0.4262, 0.5719, 0.6528, 0.759, 1, 0.0001],
];
const HOLM = [0.0056, 0.2211, 0.0247, 0.114, 0.278, 0.278, 0.278, 0.3213, 1, 1, 1, 1, 1, 1, 0.0015];
const BH = [
  ...[0.003, 0.0603, 0.0095, 0.035625, 0.0638571428571, 0.0638571428571, 0.0645, 0.0765, 0.486],
  ...[0.581181818182, 0.714875, 0.753230769231, 0.813214285714, 1, 0.0015],
];
const BY = [
  ...[0.00995468697969, 0.200089208292, 0.0315231754357, 0.118211907884, 0.211892622853, 0.211892622853],
  ...[0.214025770063, 0.253844517982, 1, 1, 1, 1, 1, 1, 0.00497734348984],
];

describe('holm, benjaminiHochberg and benjaminiYekutieli', () => {
  // The references have twelve digits.
  it('equal the reference adjusted p-values and numbers of rejections', () => {
    const cases: [(p: number[]) => Float64Array, number[], number][] = [
      [holm, HOLM, 3],
      [benjaminiHochberg, BH, 4],
      [benjaminiYekutieli, BY, 3],
    ];
    for (const [adjust, reference, rejections] of cases) {
      const found = adjust(P);
      for (const [at, p] of found.entries()) expect(relativeError(p, reference[at] ?? 0)).toBeLessThan(5e-12);
      expect(found.filter((p) => p <= 0.05).length).toBe(rejections);
    }
  });

  it('widen by 9.79 from one false discovery rate to the other at ten thousand tests', () => {
    const p = new Float64Array(10_000).fill(0.5);
    p[17] = 1e-7;
    expect((benjaminiYekutieli(p)[17] ?? 0) / (benjaminiHochberg(p)[17] ?? 1)).toBeCloseTo(9.79, 2);
  });

  it('leave a single p-value alone, none as none, and refuse what is no probability', () => {
    for (const adjust of [holm, benjaminiHochberg, benjaminiYekutieli]) {
      expect([...adjust([0.03])]).toEqual([0.03]);
      expect(adjust([]).length).toBe(0);
      expect(() => adjust([0.2, 1.1])).toThrow(RangeError);
    }
  });
});
