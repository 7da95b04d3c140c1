import { pitBin, pitEdges } from '@widthwise/stats';
import type { FeatureRequest, NetworkFeatures } from './features.ts';

/** A random network as the reference sampler draws it. */
export interface ReferenceNetwork {
  readonly width: number;
  readonly depth: number;
  readonly phi: (z: number) => number;
  readonly sigmaW2: number;
  readonly sigmaB2: number;
  /** x_a·x_b/n₀, B × B. */
  readonly overlaps: readonly (readonly number[])[];
  /** Standard deviations for PIT counts; [L][P], or one for all. */
  readonly pitScale: number;
}

/** Uniforms in (0, 1) and normals from a 32-bit generator (xoshiro128**) whose state a seed fills. */
export function normalStream(seed: number): () => number {
  const state = new Uint32Array(4);
  for (let i = 0, s = seed >>> 0; i < 4; i++) {
    s = (s + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(s ^ (s >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    state[i] = mixed ^ (mixed >>> 16);
  }
  const uniform = () => {
    const scrambled = Math.imul(state[1]!, 5);
    const value = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = (state[3]! << 11) | (state[3]! >>> 21);
    return (value + 0.5) / 2 ** 32;
  };
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Cholesky factor of a positive semidefinite matrix: columns of vanishing pivots are zero. */
function semidefiniteFactor(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    let pivot = matrix[j * size + j]!;
    for (let k = 0; k < j; k++) pivot -= factor[j * size + k]! ** 2;
    if (!(pivot > 1e-14 * matrix[j * size + j]!)) continue;
    const root = Math.sqrt(pivot);
    factor[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      factor[i * size + j] = sum / root;
    }
  }
  return factor;
}

/**
 * Draws one network in law and returns its features: given a layer's postactivations, the next layer's neurons are
 * independent normal rows with covariance σ_w² φᵀφ/N + σ_b². Written for clarity and independence of the engine.
 */
export function drawFeatures(
  network: ReferenceNetwork,
  request: FeatureRequest,
  normal: () => number,
): NetworkFeatures {
  const { width, depth, overlaps, phi, sigmaW2, sigmaB2, pitScale } = network;
  const inputs = overlaps.length;
  const columns = inputs + request.pushforwardSamples;
  const kept = Math.min(request.neurons, width);
  const edges = pitEdges(Math.max(1, request.pitBins));
  const features: NetworkFeatures = {
    widths: new Array<number>(depth).fill(width),
    depth,
    inputs,
    request,
    pitScales: new Float64Array(depth * request.probedInputs).fill(pitScale),
    gram: new Float64Array(depth * inputs * inputs),
    kernel: new Float64Array(depth * inputs * inputs),
    powerSums: new Float64Array(depth * inputs * 4),
    neurons: new Float64Array(depth * request.probedInputs * kept),
    pitCounts: new Int32Array(depth * request.probedInputs * request.pitBins),
    pushforward: new Float64Array(depth * request.pushforwardSamples * 2),
    tangentNorms: new Float64Array(0),
    jacobianGains: new Float64Array(0),
    ntk: new Float64Array(0),
    singularValues: new Float64Array(0),
  };
  let z: Float64Array[] = [];
  for (let layer = 0; layer < depth; layer++) {
    const covariance = new Float64Array(columns * columns);
    const size = layer === 0 ? inputs : columns;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        let product = 0;
        if (layer === 0) product = overlaps[a]?.[b] ?? 0;
        else for (let i = 0; i < width; i++) product += (phi(z[a]![i]!) * phi(z[b]![i]!)) / width;
        covariance[a * size + b] = sigmaW2 * product + sigmaB2;
      }
    }
    const factor = semidefiniteFactor(covariance, size);
    const next = Array.from({ length: columns }, () => new Float64Array(width));
    const row = new Float64Array(size);
    for (let i = 0; i < width; i++) {
      for (let a = 0; a < size; a++) row[a] = normal();
      for (let a = 0; a < size; a++) {
        let value = 0;
        for (let b = 0; b <= a; b++) value += factor[a * size + b]! * row[b]!;
        next[a]![i] = value;
      }
    }
    if (layer === 0) inject(next, inputs, width, normal);
    record(features, layer, next, covariance, edges);
    z = next;
  }
  return features;
}

function inject(z: Float64Array[], inputs: number, width: number, normal: () => number): void {
  let mean = 0;
  let square = 0;
  for (const value of z[0]!) {
    mean += value / width;
    square += (value * value) / width;
  }
  const deviation = Math.sqrt(Math.max(0, square - mean * mean));
  for (let s = inputs; s < z.length; s++) {
    for (let i = 0; i < width; i++) z[s]![i] = mean + deviation * normal();
  }
}

function record(
  features: NetworkFeatures,
  layer: number,
  z: Float64Array[],
  covariance: Float64Array,
  edges: Float64Array,
): void {
  const { inputs, request } = features;
  const width = features.widths[layer]!;
  const size = Math.round(Math.sqrt(layer === 0 ? inputs * inputs : z.length * z.length));
  for (let a = 0; a < inputs; a++) {
    for (let b = 0; b < inputs; b++) {
      let product = 0;
      for (let i = 0; i < width; i++) product += (z[a]![i]! * z[b]![i]!) / width;
      features.gram[(layer * inputs + a) * inputs + b] = product;
      features.kernel[(layer * inputs + a) * inputs + b] = covariance[a * size + b]!;
    }
    for (let p = 1; p <= 4; p++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += z[a]![i]! ** p / width;
      features.powerSums[4 * (layer * inputs + a) + p - 1] = sum;
    }
  }
  const kept = Math.min(request.neurons, width);
  for (let a = 0; a < request.probedInputs; a++) {
    const probed = layer * request.probedInputs + a;
    features.neurons.set(z[a]!.subarray(0, kept), probed * kept);
    if (request.pitBins === 0) continue;
    for (const value of z[a]!) {
      const bin = pitBin(edges, value / features.pitScales[probed]!);
      features.pitCounts[probed * request.pitBins + bin]! += 1;
    }
  }
  for (let s = 0; s < request.pushforwardSamples; s++) {
    let sum = 0;
    let square = 0;
    for (const value of z[inputs + s]!) {
      sum += value;
      square += value * value;
    }
    features.pushforward.set([sum, square], 2 * (layer * request.pushforwardSamples + s));
  }
}
