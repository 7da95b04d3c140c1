import { agreeTo, together } from '../agreement.mjs';
import { startOurs, startPeer } from '../processes.mjs';
import { alternate, ratios } from '../rounds.mjs';

const INPUTS = 1024;
/** Entries of the matrices that are compared: along the diagonal, beside it and far from it. */
const entries = Array.from({ length: 60 }, (_, k) => [
  17 * k,
  [17 * k, 17 * k + 1, (389 * k) % INPUTS][k % 3],
]);
const request = { inputs: INPUTS, dimension: 784, hidden: 3, entries };
const perCall = (rates) => rates.map((rate) => 1000 / rate);

export const rows = [
  {
    name: 'analytic-kernels',
    note: 'Ours runs on one core, the peer on two.',
    work: 'analytic NNGP and NTK, relu, 3 hidden layers, B = 1,024; ours in float64 from the inputs’ overlaps, peer in float32 from vectors of 784',
    unit: 'ms',
    goal: { atMost: 2 },
    async run(settings) {
      const one = { processes: 1, isPinned: false };
      const sides = {
        peer: await startPeer('neural-tangents', ['analytic_kernels'], one),
        ours: await startOurs('analytic-kernels', one),
      };
      try {
        const results = await alternate(sides, () => request, { seconds: 3, ...settings });
        // The peer's float32 loses half its digits in arccos near 1: compiled for float64 it agrees to 2e-8.
        const compare = (name) =>
          agreeTo(name, results.peer.answers[0].values[name], results.ours.answers[0].values[name], 2e-3);
        return {
          peer: { label: 'neural-tangents, jitted, two cores', values: perCall(results.peer.rates) },
          others: [],
          ours: { values: perCall(results.ours.rates) },
          ratio: ratios(results.peer.rates, results.ours.rates),
          check: together(compare('nngp'), compare('ntk')),
          versions: { ...sides.peer.versions, ...sides.ours.versions },
        };
      } finally {
        for (const side of Object.values(sides)) side.stop();
      }
    },
  },
];
