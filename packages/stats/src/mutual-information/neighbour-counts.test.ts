import { describe, expect, it } from 'vitest';
import { lehmerNormals } from '../test-support/fixtures.ts';
import { neighbourCounts } from './neighbour-counts.ts';

describe('neighbourCounts', () => {
  it('counts on a line what exhaustion counts, ties and boundaries included', () => {
    const draws = lehmerNormals(600, 4711);
    // Every third value is rounded, so that many coincide and many lie exactly at the reach.
    const values = draws.map((x, i) => (i % 3 === 0 ? Math.round(4 * x) / 4 : x));
    // A second coordinate that never differs leaves the maximum norm as it is and takes the other way.
    const plane = Float64Array.from({ length: 1200 }, (_, at) => (at % 2 === 0 ? (values[at / 2] ?? 0) : 7));
    const onLine = neighbourCounts({ values, dimension: 1 });
    const inPlane = neighbourCounts({ values: plane, dimension: 2 });
    for (let i = 0; i < 600; i++) {
      for (const reach of [0.25, 0.5, 0.137]) {
        for (const ball of ['open', 'closed'] as const)
          expect(onLine(i, reach, ball)).toBe(inPlane(i, reach, ball));
      }
    }
    expect(onLine(0, 0, 'open')).toBe(0);
  });
});
