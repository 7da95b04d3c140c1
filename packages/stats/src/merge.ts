import { mergeCoMoments } from './covariance.ts';
import { mergeMoments } from './moments.ts';
import { mergeReservoirs } from './reservoir.ts';
import type { Statistics, StatisticsLayout } from './statistics.ts';

/**
 * Statistics of the union of two disjoint sets of networks. `emptyStatistics` is its identity, exactly; it is
 * associative and commutative up to rounding, which is why blocks of networks are merged along one fixed tree
 * (`BlockTree`). Neither argument is changed; one of them is returned as it is when the other is empty.
 */
export function mergeStatistics(layout: StatisticsLayout, a: Statistics, b: Statistics): Statistics {
  if (b.networks === 0) return a;
  if (a.networks === 0) return b;
  const owned = {
    ...a,
    floats: new Float64Array(a.floats.length),
    counts: new Float64Array(a.counts.length),
  };
  return mergeInto(layout, a, b, owned);
}

/** `mergeStatistics` that writes into the arrays of `target`, which may be `a`; neither may be empty of networks. */
export function mergeInto(
  layout: StatisticsLayout,
  a: Statistics,
  b: Statistics,
  target: Statistics,
): Statistics {
  const { floats, counts } = target;
  mergeMoments(layout.moments, a, b, floats);
  mergeCoMoments(layout.groups, 4 * layout.moments, a, b, floats);
  for (let i = 0; i < counts.length; i++) counts[i] = a.counts[i]! + b.counts[i]!;
  const reservoir = mergeReservoirs(layout, a.reservoir, b.reservoir);
  return { networks: a.networks + b.networks, floats, counts, reservoir };
}
