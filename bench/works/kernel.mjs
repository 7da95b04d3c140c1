// The bare sampler: networks and their Gram matrices, nothing kept but two entries of the last layer's.
import { loadBackend } from '@widthwise/engine';
import { resolveExperiment } from '@widthwise/experiments';
import { streamKey } from '@widthwise/random';
import { cellOfTurn, cellParameters, noImages } from './cell.mjs';
import { repeat, serve } from './serve.mjs';

const BATCH_SECONDS = 0.1;
const experiment = resolveExperiment('propagate');
const backend = await loadBackend('gram');

await serve(async (request) => {
  const { inputs: count, depth, seconds } = request;
  const key = streamKey(cellOfTurn(request));
  const parameters = cellParameters(request);
  const inputs = experiment.inputs(parameters, key, noImages);
  const last = (depth - 1) * count * count;
  let samples = { length: [], overlap: [] };
  let first = 0;
  const run = async (networks) => {
    const block = { key, parameters, inputs, probes: [], first, count: networks };
    first += networks;
    await experiment.run(block, backend, (_, { gram }) => {
      samples.length.push(gram[last]);
      if (count > 1) samples.overlap.push(gram[last + 1]);
    });
    return networks;
  };
  // A batch as long as this machine makes it, so that what a batch costs once does not show.
  await run(1);
  const start = performance.now();
  await run(2);
  const batch = Math.max(1, Math.round((2 * BATCH_SECONDS * 1000) / (performance.now() - start)));
  samples = { length: [], overlap: [] };
  return { ...(await repeat(seconds, () => run(batch))), samples };
});
