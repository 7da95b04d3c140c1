/**
 * What is accumulated over networks for one probe: a commutative monoid. Networks are the statistical unit;
 * one network is one observation. Every array is float64 and mergeable exactly in the sense of Pébay et al. 2016.
 */
export interface StatisticsLayout {
  /** Number of scalar observables of which central moments to fourth order are kept. */
  readonly moments: number;
  /** Sizes of the groups of observables of which the mean vector and the co-moment matrix are kept. */
  readonly groups: readonly number[];
  /** Number of integer counters (histogram bins), added up exactly. */
  readonly counts: number;
  /** Raw values kept for a uniform sample of networks: those with the smallest hashes. */
  readonly reservoir: { readonly capacity: number; readonly values: number } | undefined;
}

/** One network's contribution. Arrays have the layout's sizes; groups are concatenated in order. */
export interface Observation {
  readonly moments: Float64Array;
  readonly groups: Float64Array;
  readonly counts: Float64Array;
  readonly reservoir: Float64Array;
}

/**
 * Merged statistics of `networks` networks.
 *
 *   floats    = mean[moments], M2[moments], M3[moments], M4[moments], then per group: mean[g], C[g(g+1)/2] (lower, row-major)
 *   counts    = exact integers below 2^53
 *   reservoir = rows of (hash, network, values…), hash ascending, at most `capacity` rows
 */
export interface Statistics {
  readonly networks: number;
  readonly floats: Float64Array;
  readonly counts: Float64Array;
  readonly reservoir: Float64Array;
}
