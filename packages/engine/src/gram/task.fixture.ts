import type { PropagateTask } from '@widthwise/experiments';
import type { Architecture, InputData } from '@widthwise/network';
import type { FeatureRequest } from '@widthwise/probes';
import { normals, purposes } from '@widthwise/random';

/** Inputs of given overlaps x_a·x_b/n₀; the Gram sampler reads nothing else of them. */
export function inputsOf(overlaps: readonly (readonly number[])[]): InputData {
  return {
    count: overlaps.length,
    dimension: 1,
    overlaps: Float64Array.from(overlaps.flat()),
    vectors: new Float64Array(),
  };
}

/** Overlaps of independent Gaussian vectors of dimension `dimension`; singular if that is below `count`. */
export function gaussianInputs(count: number, dimension = 100): InputData {
  const vectors = Array.from({ length: count }, (_, column) => {
    const out = new Float64Array(dimension);
    normals([1, 2], { network: 0, layer: 0, purpose: purposes.inputs, column }, out);
    return out;
  });
  return inputsOf(
    vectors.map((x) => vectors.map((y) => x.reduce((sum, value, i) => sum + value * y[i]!, 0) / dimension)),
  );
}

export interface TaskOptions {
  readonly activation: string;
  readonly negativeSlope?: number;
  readonly width: number;
  readonly depth: number;
  readonly inputs: InputData;
  readonly sigmaW?: number;
  readonly sigmaB?: number;
  readonly first?: number;
  readonly count?: number;
  readonly probed?: number;
  readonly injected?: number;
  /** Further keys of the architecture and of the request. */
  readonly network?: Partial<Architecture>;
  readonly request?: Partial<FeatureRequest>;
}

/** Inner edges of eight bins, equiprobable to two digits. */
const edges = Float64Array.of(-1.15, -0.67, -0.32, 0, 0.32, 0.67, 1.15);

export function gramTask(options: TaskOptions): PropagateTask {
  const {
    activation,
    negativeSlope = activation === 'leaky-relu' ? 0.3 : undefined,
    width,
    depth,
    inputs,
  } = options;
  const probedInputs = options.probed ?? 0;
  return {
    key: [0x20210706, 0x89abcdef],
    architecture: {
      activation,
      ...(negativeSlope === undefined ? {} : { negativeSlope }),
      width,
      depth,
      sigmaW: options.sigmaW ?? 1.5,
      sigmaB: options.sigmaB ?? 0.05,
      ...options.network,
    },
    activation: { name: activation, phi: (z) => z, dphi: () => 1, isSmooth: true },
    inputs,
    first: options.first ?? 40,
    count: options.count ?? 2,
    features: {
      probedInputs,
      neurons: probedInputs > 0 ? 64 : 0,
      pitBins: probedInputs > 0 ? edges.length + 1 : 0,
      pushforwardSamples: options.injected ?? 0,
      ...options.request,
    },
    pitScales: new Float64Array(depth * probedInputs).fill(1.25),
    pitEdges: probedInputs > 0 ? edges : new Float64Array(),
  };
}
