import { agreeWithin, meanAndError, samplesOf, together } from '../agreement.mjs';
import { startOurs, startPeer } from '../processes.mjs';
import { alternate, ratios } from '../rounds.mjs';

const cell = { width: 512, hidden: 3, inputs: 32 };
const TWO = { processes: 2 };

export const rows = [
  {
    name: 'empirical-ntk',
    work: 'draw a network and its empirical NTK, erf, 784-512-512-512-1, B = 32; ours in float64, layer by layer',
    unit: 'networks/s',
    goal: { atLeast: 5 },
    async run(settings) {
      const sides = {
        layerwise: await startPeer('neural-tangents', ['empirical_ntk', 'layerwise'], TWO),
        shipped: await startPeer('neural-tangents', ['empirical_ntk', 'JACOBIAN_CONTRACTION'], TWO),
        ours: await startOurs('empirical-ntk', TWO),
      };
      try {
        const results = await alternate(sides, () => cell, { seconds: 4, ...settings });
        const compare = (label, name) =>
          agreeWithin(
            label,
            meanAndError(samplesOf(results.layerwise, name)),
            meanAndError(samplesOf(results.ours, name)),
          );
        return {
          peer: { label: 'layerwise formula in jax', values: results.layerwise.rates },
          others: [{ label: 'neural-tangents as shipped', values: results.shipped.rates }],
          ours: { values: results.ours.rates },
          ratio: ratios(results.ours.rates, results.layerwise.rates),
          check: together(compare('kernel of input 1', 'diagonal'), compare('of 1 and 2', 'offDiagonal')),
          versions: { ...sides.layerwise.versions, ...sides.ours.versions },
        };
      } finally {
        for (const side of Object.values(sides)) side.stop();
      }
    },
  },
];
