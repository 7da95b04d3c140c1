import { floatCount, groupLength } from './layout.ts';
import type { Observation, Statistics, StatisticsLayout } from './statistics.ts';

/** Which network an observation belongs to. */
export interface NetworkIdentity {
  /** Index of the network within its cell, zero-based. */
  readonly network: number;
  /** A uniform hash of the network, non-negative; decides whether the reservoir keeps it. */
  readonly hash: number;
}

/** The identity element of `mergeStatistics`: no networks. A network that failed contributes this. */
export function emptyStatistics(layout: StatisticsLayout): Statistics {
  return {
    networks: 0,
    floats: new Float64Array(floatCount(layout)),
    counts: new Float64Array(layout.counts),
    reservoir: new Float64Array(0),
  };
}

/**
 * Statistics of one network: the means are its observables, all central sums are zero.
 *
 * @param observation - its arrays are copied; −0 becomes +0, so that no state ever holds −0 (stored bytes then
 *   survive a store that does not tell them apart).
 * @throws RangeError if an array of the observation does not have the layout's size.
 */
export function leafStatistics(
  layout: StatisticsLayout,
  observation: Observation,
  identity: NetworkIdentity,
): Statistics {
  checkSizes(layout, observation);
  const floats = new Float64Array(floatCount(layout));
  const { moments, groups } = observation;
  for (let i = 0; i < moments.length; i++) floats[i] = moments[i]! + 0;
  let from = 0;
  let to = 4 * layout.moments;
  for (const size of layout.groups) {
    for (let i = 0; i < size; i++) floats[to + i] = groups[from + i]! + 0;
    from += size;
    to += groupLength(size);
  }
  return {
    networks: 1,
    floats,
    counts: observation.counts.slice(),
    reservoir: reservoirRow(layout, observation.reservoir, identity),
  };
}

function reservoirRow(
  layout: StatisticsLayout,
  values: Float64Array,
  identity: NetworkIdentity,
): Float64Array {
  if (layout.reservoir === undefined || layout.reservoir.capacity === 0) return new Float64Array(0);
  const row = new Float64Array(2 + values.length);
  row[0] = identity.hash + 0;
  row[1] = identity.network;
  for (let i = 0; i < values.length; i++) row[2 + i] = values[i]! + 0;
  return row;
}

function checkSizes(layout: StatisticsLayout, observation: Observation): void {
  let grouped = 0;
  for (const size of layout.groups) grouped += size;
  const wanted = [layout.moments, grouped, layout.counts, layout.reservoir?.values ?? 0];
  const found = [observation.moments, observation.groups, observation.counts, observation.reservoir];
  for (const [index, array] of found.entries()) {
    if (array.length !== wanted[index]) {
      const part = ['moments', 'groups', 'counts', 'reservoir'][index];
      throw new RangeError(`observation.${part} must hold ${wanted[index]} numbers, got ${array.length}`);
    }
  }
}
