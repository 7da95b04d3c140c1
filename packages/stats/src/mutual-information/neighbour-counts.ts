import { countOf, distanceBetween, type PointSet } from '../entropy/points.ts';
import { sortedCopy } from '../sorted-copy.ts';

type Ball = 'open' | 'closed';

/**
 * Numbers of other points within a distance of each point, in the maximum norm.
 *
 * @param points - on a line they are sorted once and counted by bisection, which counts the same.
 * @returns a function of the point's index, the reach, and whether points at that distance count.
 */
export function neighbourCounts(points: PointSet): (i: number, reach: number, ball: Ball) => number {
  return points.dimension === 1 ? onLine(points.values) : byExhaustion(points);
}

function onLine(values: Float64Array): (i: number, reach: number, ball: Ball) => number {
  const sorted = sortedCopy(values);
  return (i, reach, ball) => {
    const x = values[i]!;
    // Rounded differences rise with the point they are taken to, so that both ends can be bisected.
    const isBelow = (y: number) => (ball === 'open' ? x - y >= reach : x - y > reach);
    const isWithin = (y: number) => (ball === 'open' ? y - x < reach : y - x <= reach);
    return Math.max(0, firstWithout(sorted, isWithin) - firstWithout(sorted, isBelow) - 1);
  };
}

/** Number of leading values for which a property holds, which those after it lack. */
function firstWithout(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(sorted[middle]!)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function byExhaustion(points: PointSet): (i: number, reach: number, ball: Ball) => number {
  const n = countOf(points);
  return (i, reach, ball) => {
    let count = 0;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const distance = distanceBetween([points, i], [points, j], 'maximum', reach);
      if (distance < reach || (ball === 'closed' && distance === reach)) count++;
    }
    return count;
  };
}
