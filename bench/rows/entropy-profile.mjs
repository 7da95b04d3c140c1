import { agreeWithin, meanAndError, pooledEstimate, samplesOf, together } from '../agreement.mjs';
import { startOurs, startPeer } from '../processes.mjs';
import { alternate } from '../rounds.mjs';

const [WIDTH, DEPTH, NOISE] = [784, 30, 1000];
const [SIGMA_W, SIGMA_B, SQUARED_NORM] = [Math.sqrt(1.5), Math.sqrt(0.05), 0.1];
const LAYERS = [2, 10, 30];
const TWO = { processes: 2 };

const peerRequest = {
  width: WIDTH,
  depth: DEPTH,
  noise: NOISE,
  sigmaW: SIGMA_W,
  sigmaB: SIGMA_B,
  squaredNorm: SQUARED_NORM,
  layers: LAYERS,
};
const ourRequest = {
  parameters: {
    network: { activation: 'tanh', width: WIDTH, depth: DEPTH, sigmaW: SIGMA_W, sigmaB: SIGMA_B },
    inputs: { ensemble: 'constant', squaredNorm: SQUARED_NORM },
    sampler: 'gram',
  },
  probes: ['relative-entropy'],
  shard: 128,
  estimates: Object.fromEntries(
    LAYERS.map((layer) => [`layer${layer}`, { quantity: 'relative-entropy', layer, inputA: 1 }]),
  ),
};

/** Inverse seconds that two processes need for a standard error of one nat: networks/s over the variance of a network. */
const precision = (rates, varianceOfNetwork) => rates.map((rate) => rate / varianceOfNetwork);

export const rows = [
  {
    name: 'entropy-profile',
    work: 'relative entropy of every layer from the first, tanh, N = 784, L = 30, at equal standard error in the last layer',
    unit: '1/s per nat²',
    goal: { atLeast: 100 },
    async run(settings) {
      const sides = {
        peer: await startPeer('peers', ['entropy_profile'], TWO),
        ours: await startOurs('probed', TWO),
      };
      try {
        const requestOf = (name) => (name === 'ours' ? ourRequest : peerRequest);
        const results = await alternate(sides, requestOf, { seconds: 8, ...settings });
        const last = `layer${DEPTH}`;
        const theirs = samplesOf(results.peer, last);
        const networks = results.ours.answers.reduce(
          (sum, { estimates }) => sum + estimates[last].networks,
          0,
        );
        const peer = precision(results.peer.rates, theirs.length * meanAndError(theirs).error ** 2);
        const ours = precision(results.ours.rates, networks * pooledEstimate(results.ours, last).error ** 2);
        const compare = (layer) =>
          agreeWithin(
            `D of layer ${layer}`,
            meanAndError(samplesOf(results.peer, `layer${layer}`)),
            pooledEstimate(results.ours, `layer${layer}`),
          );
        return {
          peer: { label: `the authors’ algorithm in numpy, ${NOISE} noise vectors`, values: peer },
          others: [],
          ours: { values: ours },
          ratio: ours.map((value, round) => value / peer[round]),
          check: together(...LAYERS.map(compare)),
          versions: { ...sides.peer.versions, ...sides.ours.versions },
        };
      } finally {
        for (const side of Object.values(sides)) side.stop();
      }
    },
  },
];
