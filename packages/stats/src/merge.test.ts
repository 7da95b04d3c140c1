import { describe, expect, it } from 'vitest';
import { clearObservation, emptyObservation, floatCount } from './layout.ts';
import { emptyStatistics, leafStatistics } from './leaf.ts';
import { mergeStatistics } from './merge.ts';
import { bytesOf, LAYOUT, leafOf } from './statistics.fixture.ts';
import type { Statistics, StatisticsLayout } from './statistics.ts';
import { A, centralSums } from './test-support/fixtures.ts';
import { groupAt, momentsAt } from './views.ts';

const SCALAR: StatisticsLayout = { moments: 1, groups: [], counts: 0, reservoir: undefined };

function statisticsOf(sample: Float64Array): Statistics {
  let merged = emptyStatistics(SCALAR);
  for (const [network, x] of sample.entries()) {
    const observation = { ...emptyObservation(SCALAR), moments: Float64Array.of(x) };
    merged = mergeStatistics(SCALAR, merged, leafStatistics(SCALAR, observation, { network, hash: 0 }));
  }
  return merged;
}

const leaves = (first: number, end: number) =>
  Array.from({ length: end - first }, (_, i) => leafOf(first + i)).reduce((a, b) =>
    mergeStatistics(LAYOUT, a, b),
  );

describe('mergeStatistics', () => {
  it('equals the reference sums of both parts of a sample and of the whole', () => {
    const cases: [Statistics, number, number[]][] = [
      [
        statisticsOf(A.slice(0, 7)),
        7,
        [-0.00857142857142856, 6.42188571428571, 3.3590226122449, 15.0075192997085],
      ],
      [
        statisticsOf(A.slice(7)),
        13,
        [0.245384615384615, 17.2387230769231, 3.69677328994083, 68.0205834439599],
      ],
      [
        mergeStatistics(SCALAR, statisticsOf(A.slice(0, 7)), statisticsOf(A.slice(7))),
        20,
        [0.1565, 23.954055, 8.450001435, 83.9976300640462],
      ],
    ];
    for (const [statistics, networks, reference] of cases) {
      const { mean, m2, m3, m4 } = momentsAt(SCALAR, statistics, 0);
      expect(statistics.networks).toBe(networks);
      for (const [i, value] of [mean, m2, m3, m4].entries()) {
        expect(Math.abs(value / (reference[i] ?? 0) - 1)).toBeLessThan(1e-13);
      }
    }
  });

  it('equals two passes over the whole sample', () => {
    const whole = centralSums(A);
    const { mean, m2, m3, m4 } = momentsAt(SCALAR, statisticsOf(A), 0);
    expect([mean, m2, m3, m4].map((x) => x.toPrecision(13))).toEqual(
      [whole.mean, whole.m2, whole.m3, whole.m4].map((x) => x.toPrecision(13)),
    );
  });

  it('keeps the variance of values around 1e9, which raw sums of squares lose', () => {
    const shifted = statisticsOf(Float64Array.from(A, (x) => x + 1e9));
    expect(momentsAt(SCALAR, shifted, 0).m2).toBeCloseTo(23.954055, 5);
  });

  it('has the empty statistics as its identity, on both sides, to the byte', () => {
    const some = leaves(0, 9);
    const empty = emptyStatistics(LAYOUT);
    expect(bytesOf(mergeStatistics(LAYOUT, some, empty))).toBe(bytesOf(some));
    expect(bytesOf(mergeStatistics(LAYOUT, empty, some))).toBe(bytesOf(some));
  });

  it('is commutative and associative to rounding, and exactly so in counts and reservoir', () => {
    const [a, b, c] = [leaves(0, 5), leaves(5, 16), leaves(16, 40)];
    const merge = (x: Statistics, y: Statistics) => mergeStatistics(LAYOUT, x, y);
    const reference = merge(merge(a, b), c);
    for (const other of [merge(a, merge(b, c)), merge(merge(c, a), b)]) {
      expect(other.counts).toEqual(reference.counts);
      expect(other.reservoir).toEqual(reference.reservoir);
      for (const [i, value] of reference.floats.entries()) {
        expect(Math.abs((other.floats[i] ?? 0) - value)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)));
      }
    }
  });

  it('keeps co-moments equal to those of two passes', () => {
    const networks = Array.from({ length: 20 }, (_, i) => i).filter((i) => i % 11 !== 7);
    const group = groupAt(LAYOUT, leaves(0, 20), 1);
    const rows = networks.map((network) => groupAt(LAYOUT, leafOf(network), 1).mean);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        let sum = 0;
        for (const row of rows) {
          sum += ((row[i] ?? 0) - (group.mean[i] ?? 0)) * ((row[j] ?? 0) - (group.mean[j] ?? 0));
        }
        const reference = sum / (networks.length - 1);
        const found = group.covariance?.[3 * i + j] ?? Number.NaN;
        expect(Math.abs(found - reference)).toBeLessThan(1e-11 * Math.abs(reference) + 1e-6);
      }
    }
  });

  it('keeps the reservoir rows with the smallest hashes of all networks', () => {
    const { reservoir } = leaves(0, 60);
    const stride = 4;
    const kept = Array.from({ length: reservoir.length / stride }, (_, row) => reservoir[row * stride + 1]);
    const expected = Array.from({ length: 60 }, (_, network) => network)
      .filter((network) => network % 11 !== 7)
      .sort((a, b) => ((a * 2654435761) % 2 ** 32) - ((b * 2654435761) % 2 ** 32))
      .slice(0, 5);
    expect(kept).toEqual(expected);
  });
});

describe('leafStatistics', () => {
  it('stores −0 as +0 and merging never makes one', () => {
    const observation = { ...emptyObservation(LAYOUT), moments: Float64Array.of(-0, 0, -0) };
    const leaf = leafStatistics(LAYOUT, observation, { network: 0, hash: 1 });
    const merged = mergeStatistics(LAYOUT, leaf, leaf);
    for (const { floats } of [leaf, merged]) expect([...floats].some((x) => Object.is(x, -0))).toBe(false);
  });

  it('has the length its layout says, and refuses observations of another size', () => {
    expect(leafOf(0).floats.length).toBe(floatCount(LAYOUT));
    expect(floatCount(LAYOUT)).toBe(12 + 5 + 9);
    const wrong = { ...emptyObservation(LAYOUT), counts: new Float64Array(3) };
    expect(() => leafStatistics(LAYOUT, wrong, { network: 0, hash: 0 })).toThrow(
      /observation.counts must hold 4/,
    );
  });

  it('a cleared observation is empty', () => {
    const observation = emptyObservation(LAYOUT);
    observation.groups.fill(3);
    clearObservation(observation);
    expect(observation).toEqual(emptyObservation(LAYOUT));
  });
});

describe('views', () => {
  it('refuse indices outside the layout and have no covariance below two networks', () => {
    expect(() => momentsAt(LAYOUT, leafOf(0), 3)).toThrow(RangeError);
    expect(() => groupAt(LAYOUT, leafOf(0), 2)).toThrow(RangeError);
    expect(groupAt(LAYOUT, leafOf(0), 0).covariance).toBeUndefined();
  });
});
