import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { normals, purposes } from '@widthwise/random';
import { agreeTo } from '../agreement.mjs';
import { startOurs, startPeer } from '../processes.mjs';
import { alternate, ratios } from '../rounds.mjs';

const ONE = { processes: 1 };
const COUNT = 16;
const SAMPLES = 100_000;
const POINTS = 10_000;
const DIMENSION = 4;
/** Spread of q over that of p, whose relative entropy is sought. */
const SPREAD = 1.1;

function draw(count, column) {
  const out = new Float64Array(count);
  normals([5, 6], { network: 0, layer: 1, purpose: purposes.inputs, column }, out);
  return out;
}

const samples = () => [...Array(COUNT).keys()].map((column) => draw(SAMPLES, column));
const points = () => [
  draw(POINTS * DIMENSION, 100),
  draw(POINTS * DIMENSION, 101).map((value) => SPREAD * value),
];

const statistic = ({ name, title, tolerance, data, shape, units }) => ({
  name,
  work: `${title}, one core`,
  unit: units === 1 ? 'ms per estimate' : `ms per sample of 10⁵`,
  goal: { atLeast: 1 },
  async run(settings) {
    const folder = mkdtempSync(join(tmpdir(), 'widthwise-bench-'));
    const file = join(folder, 'samples.f64');
    writeFileSync(file, Buffer.concat(data().map((part) => new Uint8Array(part.buffer))));
    const sides = {
      peer: await startPeer('peers', ['sample_statistics'], ONE),
      ours: await startOurs('sample-statistics', ONE),
    };
    try {
      const request = { file, shape, statistic: name, units };
      const results = await alternate(sides, () => request, { seconds: 2, ...settings });
      const values = (side) => results[side].answers[0].values[name];
      const milliseconds = (side) => results[side].rates.map((rate) => 1000 / rate);
      return {
        peer: { label: 'scipy', values: milliseconds('peer') },
        others: [],
        ours: { values: milliseconds('ours') },
        ratio: ratios(results.ours.rates, results.peer.rates),
        check: agreeTo('same samples', values('peer'), values('ours'), tolerance),
        versions: { ...sides.peer.versions, ...sides.ours.versions },
      };
    } finally {
      for (const side of Object.values(sides)) side.stop();
      rmSync(folder, { recursive: true });
    }
  },
});

const ofSamples = { data: samples, shape: [COUNT, SAMPLES], units: COUNT };

export const rows = [
  statistic({ name: 'moments', title: 'skewness and excess kurtosis', tolerance: 1e-9, ...ofSamples }),
  statistic({
    name: 'kolmogorov-smirnov',
    title: 'Kolmogorov–Smirnov distance from N(0, 1) and its p-value',
    // scipy's p-value is the limiting law without our correction for the size of the sample.
    tolerance: 1e-2,
    ...ofSamples,
  }),
  statistic({
    name: 'anderson-darling',
    title: 'Anderson–Darling A², mean and variance estimated',
    tolerance: 1e-6,
    ...ofSamples,
  }),
  statistic({
    name: 'nearest-neighbour',
    note: 'A k-d tree on both sides; most of our time goes to scanning leaves, in scalar arithmetic.',
    title: `nearest-neighbour relative entropy, k = 5, n = m = 10⁴, d = ${DIMENSION}`,
    tolerance: 1e-9,
    data: points,
    shape: [2 * POINTS, DIMENSION],
    units: 1,
  }),
];
