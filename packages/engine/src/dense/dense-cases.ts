import type { PropagateTask } from '@widthwise/experiments';
import {
  type Architecture,
  type InputParameters,
  resolveActivation,
  resolveInputs,
} from '@widthwise/network';
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
  /** The rest of the architecture. */
  readonly variant?: Partial<Architecture>;
  /** A pair of length one at correlation 0.6 if absent. */
  readonly ensemble?: InputParameters;
}

const nothing: FeatureRequest = { probedInputs: 0, neurons: 0, pitBins: 0, pushforwardSamples: 0 };
export const everything: FeatureRequest = { probedInputs: 2, neurons: 8, pitBins: 4, pushforwardSamples: 2 };
/** What derivatives and explicit weights add to that. */
export const everythingOfWeights: FeatureRequest = {
  ...everything,
  tangents: { starts: [1, 2], directions: 2 },
  jacobianGains: true,
  ntkInputs: 2,
  singularValues: 64,
};

const pair: InputParameters = { ensemble: 'pair', correlation: 0.6, squaredNorm: 1 };

/** The case's inputs through its network. */
export function taskOfCase(denseCase: DenseCase): PropagateTask {
  const { first, count, features = nothing, variant, ensemble = pair, ...network } = denseCase;
  const slope = network.activation === 'leaky-relu' ? { negativeSlope: 0.1 } : {};
  const architecture: Architecture = { ...network, ...slope, ...variant };
  return {
    key: caseKey,
    architecture,
    activation: resolveActivation(architecture),
    inputs: resolveInputs(ensemble, caseKey, () => ({ images: new Uint8Array(), labels: new Uint8Array() })),
    first,
    count,
    features,
    pitScales: new Float64Array(network.depth * features.probedInputs).fill(1.2),
    pitEdges: Float64Array.of(-0.6744897501960817, 0, 0.6744897501960817),
  };
}

/** Every feature of one network, one after the other. */
function bytesOf(features: NetworkFeatures): Uint8Array<ArrayBuffer> {
  const { gram, kernel, powerSums, neurons, pitCounts, pushforward } = features;
  const { tangentNorms, jacobianGains, ntk, singularValues } = features;
  const values = [gram, kernel, powerSums, neurons, pitCounts, pushforward];
  const parts = [...values, tangentNorms, jacobianGains, ntk, singularValues].map(
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
