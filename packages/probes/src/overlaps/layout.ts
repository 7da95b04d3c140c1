import type { StatisticsLayout } from '@widthwise/stats';
import type { ProbeShape } from '../probe.ts';

/**
 * Moments: q_aa, [L][B]. Groups: (q_aa, q_bb, d_ab) with d_ab the mean over neurons of (z_a − z_b)², for pairs a < b in
 * lexicographic order, [L][B(B − 1)/2].
 */
export function overlapsLayout({ depth, inputs }: ProbeShape): StatisticsLayout {
  return {
    moments: depth * inputs,
    groups: new Array<number>((depth * inputs * (inputs - 1)) / 2).fill(3),
    counts: 0,
    reservoir: undefined,
  };
}
