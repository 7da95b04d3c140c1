import { agreeWithin, meanAndError, samplesOf, together } from '../agreement.mjs';
import { startOurs, startPeer } from '../processes.mjs';
import { alternate, fastest, ratios } from '../rounds.mjs';

const ONE = { processes: 1 };
const millions = (rates) => rates.map((rate) => rate / 1e6);

export const rows = [
  {
    name: 'normals',
    note: 'The peer uses the processor’s widest vectors, WebAssembly has 128 bits; and ours also scales and sums what it draws.',
    work: 'standard normals from (key, counter), float32, one core; ours are scaled and summed with their squares as well',
    unit: 'million/s',
    goal: { atLeast: 1.5 },
    async run(settings) {
      const sides = {
        torch: await startPeer('peers', ['normals', 'torch'], ONE),
        numpy: await startPeer('peers', ['normals', 'numpy'], ONE),
        ours: await startOurs('normals', ONE),
      };
      try {
        const results = await alternate(sides, () => ({}), { seconds: 2, ...settings });
        const peer = fastest(results, ['torch', 'numpy']);
        const other = peer === 'torch' ? 'numpy' : 'torch';
        const checks = Object.entries(results).map(([name, result]) =>
          agreeWithin(`mean square of ${name}`, meanAndError(samplesOf(result, 'square')), {
            mean: 1,
            error: 0,
          }),
        );
        const label = (name) => (name === 'numpy' ? 'numpy Philox' : 'torch');
        return {
          peer: { label: label(peer), values: millions(results[peer].rates) },
          others: [{ label: label(other), values: millions(results[other].rates) }],
          ours: { values: millions(results.ours.rates) },
          ratio: ratios(results.ours.rates, results[peer].rates),
          check: together(...checks),
          versions: { ...sides.torch.versions, ...sides.ours.versions },
        };
      } finally {
        for (const side of Object.values(sides)) side.stop();
      }
    },
  },
];
