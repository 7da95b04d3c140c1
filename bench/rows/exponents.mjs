import { startOurs } from '../processes.mjs';
import { median } from '../rounds.mjs';

/** Where N B² per layer is the work: along N and L with B = 64; along B with normals and activations a small part. */
const SWEEPS = {
  N: {
    expected: 1,
    cells: [1024, 2048, 4096, 8192].map((width) => ({ width, depth: 8, inputs: 64 })),
    of: 'width',
  },
  B: {
    expected: 2,
    cells: [96, 192, 384].map((inputs) => ({ width: 4096, depth: 3, inputs })),
    of: 'inputs',
  },
  L: {
    expected: 1,
    cells: [8, 16, 32, 64].map((depth) => ({ width: 1024, depth, inputs: 64 })),
    of: 'depth',
  },
};

/** Slope of ln y against ln x by least squares. */
function exponent(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = [0, 1].map((axis) => logs.reduce((sum, point) => sum + point[axis], 0) / logs.length);
  const sum = (f) => logs.reduce((total, point) => total + f(point[0] - mean[0], point[1] - mean[1]), 0);
  return sum((x, y) => x * y) / sum((x) => x * x);
}

export const rows = [
  {
    name: 'exponents',
    note: 'What does not grow as B² (normals, φ) still shows at the largest B measured here.',
    work: 'cost of a network against N, B and L where the matrix products dominate, one core',
    unit: '',
    goal: { atMost: 0.15 },
    async run({ rounds, seconds = 1.5 }) {
      const ours = await startOurs('kernel', { processes: 1 });
      try {
        const found = { N: [], B: [], L: [] };
        for (let round = 0; round <= rounds; round++) {
          for (const [name, { cells, of }] of Object.entries(SWEEPS)) {
            const points = [];
            for (const cell of cells) {
              const [{ units, seconds: took }] = await ours.ask({ ...cell, round, seconds });
              points.push([cell[of], took / units]);
            }
            // The first round warms the machine up.
            if (round > 0) found[name].push(exponent(points));
          }
        }
        const deviations = found.N.map((_, i) =>
          Math.max(
            ...Object.entries(SWEEPS).map(([name, { expected }]) => Math.abs(found[name][i] - expected)),
          ),
        );
        const law = (exponents) =>
          Object.entries(exponents)
            .map(([name, value]) => `${name}^${value}`)
            .join(' ');
        const medians = Object.fromEntries(
          Object.entries(found).map(([name, values]) => [name, median(values).toFixed(2)]),
        );
        return {
          peer: { label: 'the law L N B²', values: [] },
          others: [],
          ours: { label: law(medians), values: [] },
          ratioLabel: 'largest deviation of an exponent',
          ratio: deviations,
          check: { agrees: true, text: 'a law of one side: nothing to compare' },
          versions: ours.versions,
        };
      } finally {
        ours.stop();
      }
    },
  },
];
