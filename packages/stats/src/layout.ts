import type { Observation, StatisticsLayout } from './statistics.ts';

const offsetsByLayout = new WeakMap<StatisticsLayout, Float64Array>();

/** Where each group begins in `Statistics.floats`, and at last the array's length. */
function offsetsOf(layout: StatisticsLayout): Float64Array {
  let offsets = offsetsByLayout.get(layout);
  if (offsets === undefined) {
    offsets = new Float64Array(layout.groups.length + 1);
    let offset = 4 * layout.moments;
    for (const [group, size] of layout.groups.entries()) {
      offsets[group] = offset;
      offset += groupLength(size);
    }
    offsets[layout.groups.length] = offset;
    offsetsByLayout.set(layout, offsets);
  }
  return offsets;
}

/** Length of `Statistics.floats` for a layout. */
export function floatCount(layout: StatisticsLayout): number {
  return offsetsOf(layout)[layout.groups.length] ?? 0;
}

/** Where group `index` begins in `Statistics.floats`. */
export function groupOffset(layout: StatisticsLayout, index: number): number {
  return offsetsOf(layout)[index] ?? 0;
}

/** Floats that a group of `size` observables takes: its mean vector and the lower triangle of its co-moments. */
export function groupLength(size: number): number {
  return size + (size * (size + 1)) / 2;
}

/** An observation of the layout's sizes, all zero, to be filled by a probe and used again for the next network. */
export function emptyObservation(layout: StatisticsLayout): Observation {
  let grouped = 0;
  for (const size of layout.groups) grouped += size;
  return {
    moments: new Float64Array(layout.moments),
    groups: new Float64Array(grouped),
    counts: new Float64Array(layout.counts),
    reservoir: new Float64Array(layout.reservoir?.values ?? 0),
  };
}

/** Sets every number of an observation to zero. */
export function clearObservation(observation: Observation): void {
  observation.moments.fill(0);
  observation.groups.fill(0);
  observation.counts.fill(0);
  observation.reservoir.fill(0);
}
