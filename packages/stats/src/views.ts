import { groupOffset } from './layout.ts';
import type { Statistics, StatisticsLayout } from './statistics.ts';

/** Mean and central power sums of one observable: m_p = Σ (x − mean)^p over `networks` networks, not divided. */
export interface CentralSums {
  readonly networks: number;
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

/** Mean vector and sample covariance of one group of observables. */
export interface GroupView {
  readonly networks: number;
  readonly mean: Float64Array;
  /** C/(networks − 1), symmetric, g × g row-major; undefined below two networks. */
  readonly covariance: Float64Array | undefined;
}

/** Central power sums of observable `index`; its mean is 0 when there are no networks. */
export function momentsAt(layout: StatisticsLayout, statistics: Statistics, index: number): CentralSums {
  const { floats, networks } = statistics;
  const size = layout.moments;
  if (!(index >= 0 && index < size)) {
    throw new RangeError(`observable must lie in 0…${size - 1}, got ${index}`);
  }
  return {
    networks,
    mean: floats[index] ?? 0,
    m2: floats[size + index] ?? 0,
    m3: floats[2 * size + index] ?? 0,
    m4: floats[3 * size + index] ?? 0,
  };
}

/** Mean vector and covariance matrix of group `index`. */
export function groupAt(layout: StatisticsLayout, statistics: Statistics, index: number): GroupView {
  const size = layout.groups[index];
  if (size === undefined) {
    throw new RangeError(`group must lie in 0…${layout.groups.length - 1}, got ${index}`);
  }
  const { floats, networks } = statistics;
  const offset = groupOffset(layout, index);
  const mean = floats.slice(offset, offset + size);
  if (networks < 2) return { networks, mean, covariance: undefined };
  const covariance = new Float64Array(size * size);
  let at = offset + size;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++, at++) {
      const value = floats[at]! / (networks - 1);
      covariance[i * size + j] = value;
      covariance[j * size + i] = value;
    }
  }
  return { networks, mean, covariance };
}
