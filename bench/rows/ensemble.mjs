import { agreeWithin, meanAndError, samplesOf, together } from '../agreement.mjs';
import { startOurs, startPeer } from '../processes.mjs';
import { alternate, fastest, ratios } from '../rounds.mjs';

const DEPTH = 20;
const TWO = { processes: 2 };

/** Networks at initialization, with the Gram matrices of every layer, against explicit weights. */
const ensemble = ({ width, inputs, goal, seconds }) => ({
  name: `ensemble-${width}-${inputs}`,
  note: 'Peers multiply in float32 on the processor’s widest vectors, ours in float64 on the 128 bits of WebAssembly; the larger B, the more of the time is products on both sides.',
  work: `ensemble at initialization, tanh, L = ${DEPTH}, Gram matrices of every layer, N = ${width}, B = ${inputs}`,
  unit: 'networks/s',
  goal: { atLeast: goal },
  async run(settings) {
    const sides = {
      torch: await startPeer('peers', ['ensemble', 'torch'], TWO),
      numpy: await startPeer('peers', ['ensemble', 'numpy'], TWO),
      ours: await startOurs('kernel', TWO),
    };
    try {
      const request = { width, inputs, depth: DEPTH };
      const results = await alternate(sides, () => request, { seconds, ...settings });
      const peer = fastest(results, ['torch', 'numpy']);
      const other = peer === 'torch' ? 'numpy' : 'torch';
      const compare = (label, name) =>
        agreeWithin(
          label,
          meanAndError(samplesOf(results[peer], name)),
          meanAndError(samplesOf(results.ours, name)),
        );
      return {
        peer: { label: peer, values: results[peer].rates },
        others: [{ label: other, values: results[other].rates }],
        ours: { values: results.ours.rates },
        ratio: ratios(results.ours.rates, results[peer].rates),
        check: together(
          compare('last length of input 1', 'length'),
          compare('last overlap of 1 and 2', 'overlap'),
        ),
        versions: { ...sides.torch.versions, ...sides.ours.versions },
      };
    } finally {
      for (const side of Object.values(sides)) side.stop();
    }
  },
});

export const rows = [
  ensemble({ width: 128, inputs: 8, goal: 15, seconds: 3 }),
  ensemble({ width: 512, inputs: 8, goal: 55, seconds: 3 }),
  ensemble({ width: 1024, inputs: 8, goal: 110, seconds: 3 }),
  ensemble({ width: 2048, inputs: 8, goal: 220, seconds: 4 }),
  ensemble({ width: 1024, inputs: 64, goal: 10, seconds: 4 }),
  ensemble({ width: 2048, inputs: 256, goal: 2, seconds: 8 }),
];
