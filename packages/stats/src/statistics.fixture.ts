import { emptyObservation } from './layout.ts';
import { emptyStatistics, leafStatistics } from './leaf.ts';
import type { Statistics, StatisticsLayout } from './statistics.ts';

export const LAYOUT: StatisticsLayout = {
  moments: 3,
  groups: [2, 3],
  counts: 4,
  reservoir: { capacity: 5, values: 2 },
};

/** A leaf with arbitrary but fixed numbers for a network; every eleventh network failed and is empty. */
export function leafOf(network: number): Statistics {
  if (network % 11 === 7) return emptyStatistics(LAYOUT);
  const observation = emptyObservation(LAYOUT);
  const value = (k: number) => Math.sin(12.9898 * (network + 1) + 78.233 * k) * 43.7;
  for (const array of [observation.moments, observation.groups, observation.reservoir]) {
    for (let i = 0; i < array.length; i++) array[i] = value(i + array.length) ** 3;
  }
  observation.counts[network % 4] = 1 + (network % 3);
  return leafStatistics(LAYOUT, observation, { network, hash: (network * 2654435761) % 2 ** 32 });
}

/** Every byte of the statistics. */
export function bytesOf(statistics: Statistics): string {
  const parts = [
    Float64Array.of(statistics.networks),
    statistics.floats,
    statistics.counts,
    statistics.reservoir,
  ];
  return parts
    .map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('hex'))
    .join('|');
}
