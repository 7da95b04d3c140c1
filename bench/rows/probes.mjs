import { agreeWithin, meanAndError, pooledEstimate, samplesOf } from '../agreement.mjs';
import { startOurs } from '../processes.mjs';
import { alternate, ratios } from '../rounds.mjs';

const [DEPTH, INPUTS] = [20, 8];
const PROBES = ['overlaps', 'relative-entropy', 'gaussianity'];
const TWO = { processes: 2 };

/** Shards with every probe of the demo, merged and estimated, against the sampler alone. */
const probed = ({ width, shard }) => ({
  name: `probes-${width}`,
  note: 'The entropy probe pushes four injected columns through every network, which makes twelve columns of eight: two thirds at most remain. The rest goes to PIT counts of four inputs, tests within a network (sorting 64 neurons) and, at small widths, to 20,000 counters a network.',
  work: `the same with every probe of the demo on, N = ${width}, B = ${INPUTS}`,
  unit: 'networks/s',
  goal: { atLeast: 0.7 },
  async run(settings) {
    const sides = { kernel: await startOurs('kernel', TWO), probed: await startOurs('probed', TWO) };
    try {
      const cell = { width, inputs: INPUTS, depth: DEPTH };
      const estimates = { length: { quantity: 'length', layer: DEPTH, inputA: 1 } };
      const requestOf = (name) => (name === 'probed' ? { ...cell, probes: PROBES, shard, estimates } : cell);
      const results = await alternate(sides, requestOf, { seconds: 3, ...settings });
      return {
        peer: { label: 'bare kernel', values: results.kernel.rates },
        others: [],
        ours: { values: results.probed.rates },
        ratio: ratios(results.probed.rates, results.kernel.rates),
        check: agreeWithin(
          'last length of input 1',
          meanAndError(samplesOf(results.kernel, 'length')),
          pooledEstimate(results.probed, 'length'),
        ),
        versions: sides.kernel.versions,
      };
    } finally {
      for (const side of Object.values(sides)) side.stop();
    }
  },
});

export const rows = [
  probed({ width: 128, shard: 512 }),
  probed({ width: 512, shard: 256 }),
  probed({ width: 1024, shard: 128 }),
  probed({ width: 2048, shard: 64 }),
];
