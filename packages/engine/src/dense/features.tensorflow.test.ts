import type { PropagateTask } from '@widthwise/experiments';
import { layerScalings } from '@widthwise/network';
import type { NetworkFeatures } from '@widthwise/probes';
import { beforeAll, describe, expect, it } from 'vitest';
import { taskOfCase } from './dense-cases.ts';
import { denseNetworks } from './dense-network.ts';
import { base, cases, depth } from './feature-cases.fixture.ts';
import { layersOf } from './layer-plan.ts';
import { loadTensorFlow } from './load.ts';
import { Operations } from './operations.ts';
import { emptyFeatures } from './record-layer.ts';
import {
  affine,
  alongDirection,
  largestError,
  type ReferenceLayer,
  readLayers,
  referenceForward,
  referenceOutput,
} from './reference-network.fixture.ts';
import { injectColumns, startTangents } from './starting-columns.ts';

/** float32 of a few layers, relative to the largest number of each array. */
const TOLERANCE = 1e-5;
/** Largest error by quantity, over all cases. */
const worst = new Map<string, number>();
function expectClose(quantity: string, found: ArrayLike<number>, expected: readonly number[]): void {
  const error = largestError(found, expected);
  worst.set(quantity, Math.max(error, worst.get(quantity) ?? 0));
  expect(error).toBeLessThan(TOLERANCE);
}
const mean = (values: Float64Array, f: (z: number, i: number) => number): number =>
  values.reduce((sum, z, i) => sum + f(z, i), 0) / values.length;
const unit = (size: number, at: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => (i === at ? 1 : 0));

let operations: Operations;
beforeAll(async () => {
  operations = new Operations((await loadTensorFlow()).binding);
});

describe.each(cases)('%s (blocks of %i)', (_name, networks, change, variant) => {
  const task: PropagateTask = taskOfCase({ ...base, ...change, variant });
  const { inputs, architecture, features: request } = task;
  const member = networks - 1;
  const vectors = Array.from({ length: inputs.count }, (_, a) =>
    inputs.vectors.slice(a * inputs.dimension, (a + 1) * inputs.dimension),
  );
  const scalings = layerScalings(architecture, inputs.dimension);
  let found: NetworkFeatures;
  let layers: readonly ReferenceLayer[];
  /** [B][L][N]. */
  let h: readonly (readonly Float64Array[])[];

  const forwardOf = (network: readonly ReferenceLayer[], x: Float64Array): readonly Float64Array[] => {
    const [first] = network;
    if (first === undefined) throw new TypeError('a network has layers');
    return referenceForward(task, network, 1, affine(first, x));
  };

  beforeAll(() => {
    const block = { operations, task, first: 32, networks };
    const out = Array.from({ length: networks }, () => emptyFeatures(task));
    const outcomes = operations.scope(() =>
      denseNetworks(block, layersOf(architecture, inputs.dimension), out),
    );
    const outcome = outcomes[member];
    if (outcome === undefined || 'nonFiniteLayer' in outcome) throw new Error('these networks stay finite');
    found = outcome;
    layers = readLayers(block, member);
    h = vectors.map((x) => forwardOf(layers, x));
  });

  it('preactivations: Gram matrices, power sums and neurons', () => {
    const gram: number[] = [];
    const sums: number[] = [];
    const neurons: number[] = [];
    const kept = Math.min(request.neurons, Math.max(...layers.map(({ width }) => width)));
    for (let l = 0; l < depth; l += 1) {
      for (const column of h.map((layer) => layer[l] ?? new Float64Array())) {
        for (const other of h) gram.push(mean(column, (z, i) => z * (other[l]?.[i] ?? Number.NaN)));
        for (const power of [1, 2, 3, 4]) sums.push(mean(column, (z) => z ** power));
      }
      for (const column of h.slice(0, request.probedInputs))
        for (let i = 0; i < kept; i += 1) neurons.push(column[l]?.[i] ?? 0);
    }
    expectClose('Gram matrices, neurons and power sums', found.gram, gram);
    expectClose('Gram matrices, neurons and power sums', found.powerSums, sums);
    expectClose('Gram matrices, neurons and power sums', found.neurons, neurons);
  });

  it('kernels: Var W · y_a·y_b + σ_b²', () => {
    const kernel: number[] = [];
    for (const [l, scaling] of scalings.entries()) {
      const y = h.map((column, a) =>
        l === 0
          ? (vectors[a] ?? new Float64Array())
          : referenceOutput(task, column[l - 1] ?? new Float64Array()),
      );
      for (const one of y)
        for (const other of y)
          kernel.push(
            scaling.weightVariance * one.reduce((sum, v, i) => sum + v * other[i]!, 0) +
              architecture.sigmaB ** 2,
          );
    }
    expectClose('conditional kernels', found.kernel, kernel);
  });

  it('injected columns: pushed through the same weights', () => {
    const [first] = layers;
    const width = first?.width ?? 0;
    const injected = new Float32Array(request.pushforwardSamples * width);
    injectColumns(task, 32 + member, Float32Array.from(h[0]?.[0] ?? []), injected);
    const expected = Array.from({ length: depth }, (): number[] => []);
    for (let s = 0; s < request.pushforwardSamples; s += 1) {
      const column = Float64Array.from(injected.subarray(s * width, (s + 1) * width));
      for (const [l, z] of referenceForward(task, layers, 1, column).entries())
        expected[l]?.push(mean(z, (v) => v) * z.length, mean(z, (v) => v * v) * z.length);
    }
    expectClose('injected columns', found.pushforward, expected.flat());
  });

  it('tangents: central differences along the same directions', () => {
    const { starts, directions } = request.tangents ?? { starts: [], directions: 0 };
    const norms = Array.from({ length: depth }, () => new Array<number>(starts.length * directions).fill(0));
    for (const [index, start] of starts.entries()) {
      const width = layers[start - 1]?.width ?? 0;
      const drawn = new Float32Array(starts.length * directions * width);
      startTangents(task, 32 + member, start, drawn);
      for (let direction = 0; direction < directions; direction += 1) {
        const column = index * directions + direction;
        const u = drawn.subarray(column * width, (column + 1) * width);
        for (let l = start; l <= depth; l += 1) {
          const value = alongDirection(
            (point) => referenceForward(task, layers, start, point)[l - start] ?? new Float64Array(),
            h[0]?.[start - 1] ?? new Float64Array(),
            u,
          );
          const norm = norms[l - 1];
          if (norm !== undefined) norm[column] = mean(value, (v) => v * v);
        }
      }
    }
    expectClose('squared tangents', found.tangentNorms, norms.flat());
  });

  it('Jacobian gains: (σ_w²/N) ‖∂y/∂h‖² + μ² by central differences', () => {
    const gains: number[] = [];
    for (let l = 0; l < depth; l += 1)
      for (const column of h.slice(0, request.probedInputs)) {
        const point = column[l] ?? new Float64Array();
        let squares = 0;
        for (let j = 0; j < point.length; j += 1)
          for (const value of alongDirection((z) => referenceOutput(task, z), point, unit(point.length, j)))
            squares += value ** 2;
        gains.push((architecture.sigmaW ** 2 / point.length) * squares + (architecture.skip ?? 0) ** 2);
      }
    expectClose('Jacobian gains', found.jacobianGains, gains);
  });

  it('tangent kernels: central differences by every weight and bias', () => {
    const asked = request.ntkInputs ?? 0;
    const output = (network: readonly ReferenceLayer[]): Float64Array =>
      Float64Array.from(vectors.slice(0, asked), (x) => forwardOf(network, x)[depth - 1]?.[0] ?? Number.NaN);
    const expected: number[] = [];
    for (const [l, scaling] of scalings.entries()) {
      const contribution = new Array<number>(asked * asked).fill(0);
      for (const kind of ['weights', 'biases'] as const) {
        const values = layers[l]?.[kind] ?? new Float64Array();
        const rate = kind === 'weights' ? scaling.weightGradient : scaling.biasGradient;
        for (let p = 0; p < values.length; p += 1) {
          const gradient = alongDirection(
            (point) => output(layers.map((layer, at) => (at === l ? { ...layer, [kind]: point } : layer))),
            values,
            unit(values.length, p),
          );
          for (let a = 0; a < asked; a += 1)
            for (let b = 0; b < asked; b += 1)
              contribution[a * asked + b] =
                (contribution[a * asked + b] ?? 0) + rate * gradient[a]! * gradient[b]!;
        }
      }
      expected.push(...contribution);
    }
    expectClose('tangent kernels by layer', found.ntk, expected);
  });

  it('singular values: descending, with the traces of powers of JᵀJ by central differences', () => {
    const start = h[0]?.[0] ?? new Float64Array();
    const columns = Array.from(start, (_, j) =>
      alongDirection(
        (point) => referenceForward(task, layers, 1, point)[depth - 1] ?? new Float64Array(),
        start,
        unit(start.length, j),
      ),
    );
    const gram = columns.map((a) => columns.map((b) => a.reduce((sum, v, i) => sum + v * b[i]!, 0)));
    const { singularValues } = found;
    expect(singularValues.length).toBe(Math.min(start.length, layers[depth - 1]?.width ?? 0));
    expect(singularValues).toEqual(singularValues.slice().sort().reverse());
    let power = gram;
    for (let k = 1; k <= 3; k += 1) {
      const trace = power.reduce((sum, row, i) => sum + (row[i] ?? Number.NaN), 0);
      expect(singularValues.reduce((sum, s) => sum + s ** (2 * k), 0) / trace).toBeCloseTo(1, 5);
      power = power.map((row) => gram.map((_, j) => row.reduce((sum, v, i) => sum + v * gram[i]![j]!, 0)));
    }
  });
});

it('the largest errors of all cases are those of float32', async ({ annotate }) => {
  expect(worst.size).toBe(6);
  for (const [quantity, error] of worst) {
    expect(error).toBeLessThan(TOLERANCE);
    const range = `explicit weights, ${cases.length} architectures of 4 layers`;
    const method = 'float64 network and central differences on the same weights';
    await annotate(
      `${quantity} | ${method} | ${range} | ${error.toExponential(1)} relative | own`,
      'accuracy',
    );
  }
});
