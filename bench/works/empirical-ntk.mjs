// Networks and their empirical tangent kernels, sampled without a weight matrix.
import { loadBackend } from '@widthwise/engine';
import { resolveExperiment } from '@widthwise/experiments';
import { streamKey } from '@widthwise/random';
import { cellOfTurn, cellParameters, noImages, selectProbe } from './cell.mjs';
import { repeat, serve } from './serve.mjs';

const BATCH = 16;
const experiment = resolveExperiment('propagate');
const backend = await loadBackend('gram');

await serve(async (request) => {
  const { inputs: count, width, hidden, seconds } = request;
  const depth = hidden + 1;
  const plain = cellParameters({ width, depth, inputs: count });
  const network = { ...plain.network, activation: 'erf', outputWidth: 1, parameterization: 'ntk' };
  const parameters = { ...plain, network };
  const key = streamKey(cellOfTurn(request));
  const inputs = experiment.inputs(parameters, key, noImages);
  const probe = selectProbe('ntk');
  const probes = [{ ...probe, options: { ...probe.options, inputs: count } }];
  const samples = { diagonal: [], offDiagonal: [] };
  let first = 0;
  const run = async () => {
    const block = { key, parameters, inputs, probes, first, count: BATCH };
    first += BATCH;
    await experiment.run(block, backend, (_, { ntk }) => {
      let [diagonal, offDiagonal] = [0, 0];
      for (let layer = 0; layer < depth; layer++) {
        diagonal += ntk[layer * count * count];
        offDiagonal += ntk[layer * count * count + 1];
      }
      samples.diagonal.push(diagonal);
      samples.offDiagonal.push(offDiagonal);
    });
    return BATCH;
  };
  return { ...(await repeat(seconds, run)), samples };
});
