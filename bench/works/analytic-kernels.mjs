// NNGP and NTK of a deep relu network of infinite width, from vectors that peers/analytic_kernels.py makes too.
import { resolveActivation } from '@widthwise/network';
import { kernelMatrix, ntkParameterizations, ntkTrajectory } from '@widthwise/theory';
import { repeat, serve } from './serve.mjs';

const scales = { sigmaW: 1.5, sigmaB: 0.05 };
const relu = resolveActivation({ activation: 'relu' });

/** x_a·x_b/n₀ of vectors with x·x/n₀ = 1; B × B. */
function overlapsOf(count, dimension) {
  const vectors = Array.from({ length: count }, (_, a) => {
    const raw = Float64Array.from(
      { length: dimension },
      (_, i) => ((7919 * a + 104729 * i + 31 * a * i + a * a) % 1009) / 504.5 - 1,
    );
    const norm = Math.sqrt(raw.reduce((sum, value) => sum + value * value, 0) / dimension);
    return raw.map((value) => value / norm);
  });
  const overlaps = new Float64Array(count * count);
  for (let a = 0; a < count; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < dimension; i++) sum += vectors[a][i] * vectors[b][i];
      overlaps[a * count + b] = sum / dimension;
      overlaps[b * count + a] = sum / dimension;
    }
  return overlaps;
}

const known = new Map();
const overlapsFor = (count, dimension) => {
  const key = `${count} ${dimension}`;
  if (!known.has(key)) known.set(key, overlapsOf(count, dimension));
  return known.get(key);
};

await serve(async ({ inputs: count, dimension, hidden, seconds, entries }) => {
  const options = {
    overlaps: overlapsFor(count, dimension),
    depth: hidden + 1,
    parameterization: ntkParameterizations.ntk,
    inputDimension: dimension,
    width: 512,
  };
  let last;
  const done = await repeat(seconds, () => {
    const { nngp, ntk } = ntkTrajectory(relu, scales, options).at(-1);
    last = { nngp: kernelMatrix(nngp), ntk };
    return 1;
  });
  const values = Object.fromEntries(
    Object.entries(last).map(([name, matrix]) => [name, entries.map(([a, b]) => matrix[a * count + b])]),
  );
  return { ...done, values };
});
