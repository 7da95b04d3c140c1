import { agreeWithin, meanAndError, pooledEstimate, samplesOf, together } from '../agreement.mjs';
import { startOurs, startPeer } from '../processes.mjs';
import { alternate, ratios } from '../rounds.mjs';

const cell = { width: 512, depth: 20, inputs: 8 };
const TWO = { processes: 2 };
const last = { layer: cell.depth, inputA: 1 };
const ours = {
  probes: ['overlaps'],
  shard: 256,
  estimates: {
    length: { quantity: 'length', ...last },
    overlap: { quantity: 'overlap', ...last, inputB: 2 },
  },
};

export const rows = [
  {
    name: 'monte-carlo-nngp',
    note: 'The peer is compiled once for all keys; compiled anew for every key, as its own function does, it makes about 2 a second.',
    work: 'Monte Carlo NNGP kernel, tanh, N = 512, L = 20, B = 8; ours: all layers, with errors; peer: last layer, without',
    unit: 'networks/s',
    goal: { atLeast: 100 },
    async run(settings) {
      const sides = {
        peer: await startPeer('neural-tangents', ['monte_carlo_nngp'], TWO),
        ours: await startOurs('probed', TWO),
      };
      try {
        const requestOf = (name) => (name === 'ours' ? { ...cell, ...ours } : cell);
        const results = await alternate(sides, requestOf, { seconds: 4, ...settings });
        const compare = (label, name) =>
          agreeWithin(label, meanAndError(samplesOf(results.peer, name)), pooledEstimate(results.ours, name));
        return {
          peer: { label: 'neural-tangents', values: results.peer.rates },
          others: [],
          ours: { values: results.ours.rates },
          ratio: ratios(results.ours.rates, results.peer.rates),
          check: together(
            compare('last length of input 1', 'length'),
            compare('last overlap of 1 and 2', 'overlap'),
          ),
          versions: { ...sides.peer.versions, ...sides.ours.versions },
        };
      } finally {
        for (const side of Object.values(sides)) side.stop();
      }
    },
  },
];
