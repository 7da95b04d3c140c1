import type { NetworkFeatures } from '@widthwise/probes';
import { partOf } from './block-array.ts';
import { type DenseBlock, weightsOf } from './dense-layer.ts';
import type { DenseLayer } from './layer-plan.ts';
import type { LayerTrace } from './layer-trace.ts';
import { localDerivative, pushTangent } from './local-derivative.ts';
import type { Operations } from './operations.ts';

/**
 * Largest singular values of ∂h^L/∂h^1 at input 1, from the Jacobian itself: the identity pushed through every layer in float64, with the float32
 * weights of the forward pass, then TensorFlow's singular value decomposition. Deep products spread their singular values over many decades, of
 * which the eigenvalues of JᵀJ would lose the lower half.
 *
 * @param block - networks.
 * @param layers - of the architecture.
 * @param trace - of the forward pass, all layers.
 * @param out - receives `singularValues`, descending, one a network.
 * @param failures - receives the last layer where a Jacobian is not finite.
 *
 * Accuracy: absolute error of a few 2⁻⁵² of the largest for the given weights (test); slopes φ′ are those of float32 preactivations.
 */
export function recordSingularValues(
  block: DenseBlock,
  layers: readonly DenseLayer[],
  trace: readonly LayerTrace[],
  out: readonly NetworkFeatures[],
  failures: (number | undefined)[],
): void {
  const { operations, networks } = block;
  const start = layers[0]?.width ?? 0;
  let jacobians = identities(networks, start);
  for (const [index, layer] of layers.entries()) {
    const before = trace[index - 1];
    if (before !== undefined) jacobians = pushedJacobians(block, layer, before, jacobians);
  }
  const end = jacobians.length / networks / start;
  for (const [g, features] of out.entries()) {
    const jacobian = partOf(jacobians, g, networks);
    if (!jacobian.every(Number.isFinite)) {
      failures[g] ??= layers.length;
      continue;
    }
    const values = operations.scope(() => singularValues(operations, jacobian, [start, end]));
    features.singularValues.set(values.subarray(0, features.singularValues.length));
  }
}

/** [G][N][N]. */
function identities(networks: number, width: number): Float64Array {
  const out = new Float64Array(networks * width * width);
  for (let g = 0; g < networks; g += 1)
    for (let i = 0; i < width; i += 1) out[(g * width + i) * width + i] = 1;
  return out;
}

/** J ↦ W (∂y/∂h) J + μ J; rows of [G][N_1][N] are the images of layer 1's unit vectors. */
function pushedJacobians(
  block: DenseBlock,
  layer: DenseLayer,
  before: LayerTrace,
  jacobians: Float64Array,
): Float64Array {
  const { operations, task, networks } = block;
  const { skip = 0 } = task.architecture;
  const { fanIn, factor } = layer;
  const pushed = jacobians.slice();
  for (let g = 0; g < networks; g += 1) {
    const h = partOf(before.preactivations, g, networks).subarray(0, fanIn);
    const derivative = localDerivative(task.architecture, task.activation, h);
    const own = partOf(pushed, g, networks);
    for (let at = 0; at < own.length; at += fanIn) pushTangent(derivative, own.subarray(at, at + fanIn));
  }
  const rows = pushed.length / networks / fanIn;
  const next = operations.scope(() => {
    const weights = operations.cast(weightsOf(block, layer), operations.float32, operations.float64);
    const single = networks === 1;
    const left = operations.doubles(single ? [rows, fanIn] : [networks, rows, fanIn], pushed);
    const flags = (single ? ['transpose_a', 'transpose_b'] : ['adj_x', 'adj_y']).map((name) =>
      operations.booleanAttribute(name, false),
    );
    const type = operations.type('T', operations.float64);
    const name = single ? 'MatMul' : 'BatchMatMulV2';
    return operations.readDoubles(operations.run(name, [type, ...flags], [left, weights]));
  });
  for (let i = 0; i < next.length; i += 1)
    next[i] = factor * next[i]! + (skip === 0 ? 0 : skip * jacobians[i]!);
  return next;
}

function singularValues(
  operations: Operations,
  matrix: Float64Array,
  shape: readonly [number, number],
): Float64Array {
  const attributes = [
    operations.type('T', operations.float64),
    operations.booleanAttribute('compute_uv', false),
    operations.booleanAttribute('full_matrices', false),
  ];
  const [values] = operations.runAll('Svd', attributes, [operations.doubles(shape, matrix)], 3);
  return operations.readDoubles(values);
}
