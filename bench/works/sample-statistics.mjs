// Moments, tests of normality and a nearest-neighbour relative entropy of samples that a file holds.
import { readFileSync } from 'node:fs';
import {
  andersonDarling,
  kolmogorovDistance,
  kolmogorovPValue,
  nearestNeighbourRelativeEntropy,
  powerSums,
  shapeOf,
} from '@widthwise/stats';
import { repeat, serve } from './serve.mjs';

const STANDARD = { mean: 0, standardDeviation: 1 };

function moments(rows) {
  return rows.flatMap((row) => {
    const { count, mean, sums } = powerSums(row, 4);
    const [m2, m3, m4] = sums;
    const { skewness, excessKurtosis } = shapeOf({ networks: count, mean, m2, m3, m4 });
    return [skewness, excessKurtosis];
  });
}

function kolmogorov(rows) {
  return rows.flatMap((row) => {
    const distance = kolmogorovDistance(row, STANDARD);
    return [distance, kolmogorovPValue(distance, row.length)];
  });
}

/** A² itself, as scipy gives it, without Stephens' factor for the sample's size. */
const anderson = (rows) =>
  rows.map((row) => andersonDarling(row).statistic / (1 + 0.75 / row.length + 2.25 / row.length ** 2));

/** The first half of the points are p, the second q. */
function nearestNeighbour(rows) {
  const dimension = rows[0].length;
  const half = (rows.length / 2) * dimension;
  const values = new Float64Array(rows[0].buffer);
  const [p, q] = [values.subarray(0, half), values.subarray(half)].map((part) => ({
    values: part,
    dimension,
  }));
  return [nearestNeighbourRelativeEntropy(p, q, { k: 5, norm: 'euclidean' })];
}

const statistics = {
  moments,
  'kolmogorov-smirnov': kolmogorov,
  'anderson-darling': anderson,
  'nearest-neighbour': nearestNeighbour,
};

await serve(async ({ file, shape: [count, length], statistic, units, seconds }) => {
  const { buffer } = new Uint8Array(readFileSync(file));
  const rows = Array.from({ length: count }, (_, row) => new Float64Array(buffer, 8 * row * length, length));
  let last;
  const done = await repeat(seconds, () => {
    last = statistics[statistic](rows);
    return units;
  });
  return { ...done, values: { [statistic]: last } };
});
