// The kernel's standard normals on one core: each drawn from (key, counter) and summed with its square, as the kernel does for
// a column alone. The kernel is no public name of its package, hence the path.
import { createKernelMachine } from '../../packages/engine/dist/gram/kernel.js';
import { repeat, serve } from './serve.mjs';

const WIDTH = 65_536;
const LAYERS = 64;

const machine = createKernelMachine({
  key: [1, 2],
  layers: Array.from({ length: LAYERS }, () => ({
    width: WIDTH,
    columns: 1,
    known: 1,
    biasDeviation: 0,
    biased: 0,
  })),
  inputs: 1,
  injected: 0,
  probedInputs: 0,
  probedNeurons: 0,
  pitGrid: undefined,
  form: { kind: 'bend', slope: 0 },
  gains: 0,
  skip: 0,
  normalization: undefined,
  keepsLayers: false,
  workspaceBytes: 0,
});
machine.enter(1);
machine.covariance[0] = 1;
machine.factorize(1);
let network = 0;

await serve(async ({ seconds }) => {
  const square = [];
  const done = await repeat(seconds, () => {
    network += 1;
    for (let layer = 1; layer <= LAYERS; layer++) {
      machine.enter(layer);
      machine.sumFirstColumn(network);
    }
    square.push(machine.powers[1] / WIDTH);
    return WIDTH * LAYERS;
  });
  return { ...done, samples: { square } };
});
