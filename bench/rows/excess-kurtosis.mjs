import { agreeWithin, pooledEstimate } from '../agreement.mjs';
import { startOurs } from '../processes.mjs';
import { ratios } from '../rounds.mjs';

const [WIDTH, DEPTH, LAYER] = [256, 20, 20];
const at = { layer: LAYER, inputA: 1 };
const request = {
  width: WIDTH,
  depth: DEPTH,
  inputs: 1,
  probes: ['gaussianity'],
  shard: 512,
  estimates: {
    pooled: { quantity: 'excess-kurtosis', ...at },
    conditional: { quantity: 'excess-kurtosis-conditional', ...at },
  },
};

export const rows = [
  {
    name: 'excess-kurtosis',
    work: `networks needed for the same standard error of the excess kurtosis, tanh, N = ${WIDTH}, layer ${LAYER}, same networks on both sides`,
    unit: 'networks for an error of 0.01',
    goal: { atLeast: 50 },
    async run({ rounds, seconds = 4 }) {
      const ours = await startOurs('probed', { processes: 2 });
      try {
        const answers = [];
        for (let round = 1; round <= rounds; round++)
          answers.push(...(await ours.ask({ ...request, round, seconds })));
        const networksFor = (name) =>
          answers.map(({ estimates }) => (estimates[name].networks * estimates[name].error ** 2) / 0.01 ** 2);
        // One neuron of each network is a sample of independent draws: the variance of its kurtosis is 24/networks.
        const oneNeuron = 24 / 0.01 ** 2;
        const [pooled, conditional] = [networksFor('pooled'), networksFor('conditional')];
        return {
          peer: { label: 'fourth powers of every neuron', values: pooled },
          others: [{ label: 'of one neuron of each network', values: [oneNeuron] }],
          ours: { label: 'conditional', values: conditional },
          ratio: ratios(pooled, conditional),
          check: agreeWithin(
            'excess kurtosis, from fourth powers and conditional:',
            pooledEstimate({ answers }, 'pooled'),
            pooledEstimate({ answers }, 'conditional'),
          ),
          versions: ours.versions,
        };
      } finally {
        ours.stop();
      }
    },
  },
];
