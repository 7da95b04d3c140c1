import { loadBackend } from '@widthwise/engine';

const INPUTS = 8;
const overlaps = Float64Array.from({ length: INPUTS * INPUTS }, (_, i) => (i % (INPUTS + 1) === 0 ? 1 : 0.6));
const backend = await loadBackend('gram');

/** As many networks of the same law as dense.py's, with all Gram matrices and power sums. */
export async function runGram(width, networks, first) {
  const depth = 20;
  const lengths = [];
  const task = {
    key: [1, 2],
    architecture: { activation: 'tanh', width, depth, sigmaW: 1.5, sigmaB: 0.05 },
    activation: { name: 'tanh', phi: Math.tanh, dphi: (z) => 1 - Math.tanh(z) ** 2, isSmooth: true },
    inputs: { count: INPUTS, dimension: width, overlaps, vectors: new Float64Array() },
    first,
    count: networks,
    features: { probedInputs: 0, neurons: 0, pitBins: 0, pushforwardSamples: 0 },
    pitScales: new Float64Array(),
    pitEdges: new Float64Array(),
  };
  const start = performance.now();
  await backend.propagate(task, (_, features) => lengths.push(features.gram[(depth - 1) * INPUTS * INPUTS]));
  return { seconds: (performance.now() - start) / 1000, lengths };
}
