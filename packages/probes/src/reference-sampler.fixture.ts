import { pitBin, pitEdges } from '@widthwise/stats';
import { drawDerivatives } from './derivative-features.fixture.ts';
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
  const features: Omit<NetworkFeatures, keyof ReturnType<typeof drawDerivatives>> = {
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
  // A stream of its own, so that asking for derivatives changes no other number.
  const seed = Math.round(1e6 * Math.abs(features.gram[0] ?? 0));
  return { ...features, ...drawDerivatives({ depth, width }, request, seed) };
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
  features: Omit<NetworkFeatures, keyof ReturnType<typeof drawDerivatives>>,
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
