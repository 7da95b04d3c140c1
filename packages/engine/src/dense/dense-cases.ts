import type { PropagateTask } from '@widthwise/experiments';
import { resolveActivation, resolveInputs } from '@widthwise/network';
import type { FeatureRequest, NetworkFeatures } from '@widthwise/probes';
import { loadDenseBackend } from './load.ts';

/** Key of every case here; fixed, so that a test that fails once fails again. */
export const caseKey = [0x243f6a88, 0x85a308d3] as const;

/** What tests vary; everything else is fixed below. */
export interface DenseCase {
  readonly activation: string;
  readonly width: number;
  readonly depth: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
  readonly first: number;
  readonly count: number;
  readonly features?: FeatureRequest;
}

const nothing: FeatureRequest = { probedInputs: 0, neurons: 0, pitBins: 0, pushforwardSamples: 0 };
export const everything: FeatureRequest = { probedInputs: 2, neurons: 8, pitBins: 4, pushforwardSamples: 2 };

/** A pair of inputs of length one at correlation 0.6, through the network of the case. */
export function taskOfCase({ first, count, features = nothing, ...network }: DenseCase): PropagateTask {
  const architecture = { ...network, ...(network.activation === 'leaky-relu' ? { negativeSlope: 0.1 } : {}) };
  const pair = { ensemble: 'pair', correlation: 0.6, squaredNorm: 1 } as const;
  return {
    key: caseKey,
    architecture,
    activation: resolveActivation(architecture),
    inputs: resolveInputs(pair, caseKey, () => ({ images: new Uint8Array(), labels: new Uint8Array() })),
    first,
    count,
    features,
    pitScales: new Float64Array(network.depth * features.probedInputs).fill(1.2),
    pitEdges: Float64Array.of(-0.6744897501960817, 0, 0.6744897501960817),
  };
}

/** Every feature of one network, one after the other. */
function bytesOf({
  gram,
  kernel,
  powerSums,
  neurons,
  pitCounts,
  pushforward,
}: NetworkFeatures): Uint8Array<ArrayBuffer> {
  const parts = [gram, kernel, powerSums, neurons, pitCounts, pushforward].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** SHA-256 of each network's features, or the layer at which it failed, computed by this process. */
export async function digestsOfCase(denseCase: DenseCase): Promise<readonly string[]> {
  const backend = await loadDenseBackend();
  const digests: (string | Promise<string>)[] = [];
  await backend.propagate(taskOfCase(denseCase), (_network, outcome) => {
    digests.push('nonFiniteLayer' in outcome ? `layer ${outcome.nonFiniteLayer}` : sha256(bytesOf(outcome)));
  });
  return Promise.all(digests);
}
