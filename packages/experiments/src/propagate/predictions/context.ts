import { type Activation, type InputData, resolveActivation, resolveWeights } from '@widthwise/network';
import {
  deterministicPair,
  firstKernel,
  type KernelLayer,
  kernelTrajectory,
  type LengthFluctuation,
  lengthFluctuations,
  lengthMapSlope,
  type NetworkLaw,
  networkLaw,
  networkLengths,
  normalizedLengthFluctuations,
  type PairFluctuation,
  pairFluctuations,
  pairOf,
  type ResidualBlock,
  widthSteps,
} from '@widthwise/theory';
import type { PropagateParameters } from '../parameters.ts';
import { isMixing } from './input-mixing.ts';

/** Pairs times layers beyond which pairs of a smooth φ are left to infinite width, and then all pairs out: about 3 s of one core. */
const MOST_FIRST_ORDER_PAIRS = 12_000;
const MOST_PAIRS = 50_000;
/** Length up to which quadrature is trusted to 1e-11; the nodes of the plane, 200,000 there, grow as the length. */
const LONGEST = 40;

/** What the predictions of every probe are made from. */
export interface TheoryContext {
  readonly activation: Activation;
  readonly law: NetworkLaw;
  /** Its first layers, as far as quadrature goes; corrections and pairs are known in these. */
  readonly shallow: NetworkLaw;
  /** What leads from a hidden layer to the next; the output's may differ. */
  readonly block: ResidualBlock;
  /** N of layer 1, which orders of 1/N are counted in. */
  readonly width: number;
  /** Number B of inputs. */
  readonly inputs: number;
  /** x_a·x_b/n₀; B × B row-major. */
  readonly overlaps: Float64Array;
  /**
   * Infinite-width kernels of layers 1, 2, …; fewer than the depth where a length leaves float64, and layer 1 alone where the limit of
   * infinite width is not that of Gaussian weights.
   */
  readonly layers: readonly KernelLayer[];
  /** False if there are so many pairs that `layers` holds no decorrelations, only NaN. */
  readonly hasPairs: boolean;
  /** No skip connections and no normalization. */
  readonly isPlain: boolean;
  readonly hasSkip: boolean;
  /** Whether slopes φ′ are independent of everything else's size: homogeneous φ, plain. */
  readonly hasFairSlopes: boolean;
  /** Whether the entries of a weight matrix are independent; else it is orthogonal. */
  readonly hasIndependentWeights: boolean;
  /** Whether neurons are independent Gaussians given the layer before: Gaussian weights and no skip. */
  readonly isConditionallyGaussian: boolean;
  /** Whether one input's lengths are exact in a layer (zero-based index). */
  hasExactLength(index: number): boolean;
  /** Whether a pair's overlap is exact in a layer (zero-based index). */
  hasExactOverlap(index: number): boolean;
  /** Whether Var K_aa is exact at this width. */
  hasExactVariance(index: number): boolean;
  /** Fluctuations of one input's kernel, layer by layer; none where they are not known. */
  lengths(input: number): readonly LengthFluctuation[];
  /** Factor by which a fluctuation of the length is passed on to the next layer. */
  memory(index: number, length: number): number;
  /** Fluctuations of a pair's kernel; none where they are not known, or there are too many pairs. */
  pair(a: number, b: number): readonly PairFluctuation[];
}

/**
 * @param parameters - of the experiment.
 * @param inputs - of the cell.
 * @returns infinite-width theory and, computed when first asked for, its corrections.
 */
export function theoryContext({ network }: PropagateParameters, inputs: InputData): TheoryContext {
  const activation = resolveActivation(network);
  const weights = resolveWeights(network);
  const law = networkLaw(network, inputs.dimension);
  const { count } = inputs;
  const { depth, normalization = 'none', skip = 0 } = network;
  const isGaussian = weights.isIndependent && weights.isRotationInvariant;
  const hasSkip = skip !== 0;
  const isPlain = !hasSkip && normalization === 'none';
  const isHomogeneous = activation.homogeneousVariance !== undefined;
  const isConditionallyGaussian = isGaussian && !hasSkip;
  const isNormalized = normalization === 'postactivation';
  const pairLayers = (depth * count * (count - 1)) / 2;
  const hasPairs = pairLayers <= MOST_PAIRS;
  const single = lengthsOnly(activation, law, inputs);
  const within = isHomogeneous ? depth : layersWithin(single, LONGEST);
  const shallow = { ...law, blocks: law.blocks.slice(0, Math.max(0, within - 1)) };
  const withPairs = hasPairs ? kernelTrajectory(activation, shallow, inputs.overlaps) : [];
  const known = [...withPairs, ...single.slice(withPairs.length)];
  // Rows of rotation-invariant weights mix the inputs into normals at any dimension; independent ones need many entries.
  const layers = weights.isRotationInvariant || isMixing(inputs) ? known : known.slice(0, 1);
  const [first] = layers;
  const hasKnownPhi = activation.isSmooth || isHomogeneous;
  const isFewPairs = isHomogeneous ? hasPairs : pairLayers <= MOST_FIRST_ORDER_PAIRS;
  const hasFirstOrder = hasKnownPhi && isPlain && isGaussian && isFewPairs;
  const lengths = memoized((a: number) => {
    const length = first?.lengths[a] ?? 0;
    if (!hasKnownPhi || !isConditionallyGaussian || !(length > 0)) return [];
    return isPlain
      ? lengthFluctuations(activation, widthSteps(shallow), length)
      : normalizedLengthFluctuations(activation, law, length);
  });
  const pairs = memoized((at: number) => {
    if (first === undefined || !hasFirstOrder) return [];
    const kernel = pairOf(first, Math.floor(at / count), at % count);
    return pairFluctuations(activation, widthSteps(shallow), deterministicPair(kernel));
  });
  const isSecondExact = isGaussian && normalization === 'none';
  return {
    activation,
    law,
    shallow,
    block: { sigmaW: network.sigmaW, sigmaB: network.sigmaB, skip, normalization },
    hasFairSlopes: isPlain && isHomogeneous,
    hasIndependentWeights: weights.isIndependent,
    width: law.widths[0] ?? network.width,
    inputs: count,
    overlaps: inputs.overlaps,
    layers,
    hasPairs,
    isPlain,
    hasSkip,
    isConditionallyGaussian,
    hasExactLength: (index) =>
      index === 0 || isNormalized || (isHomogeneous && !hasSkip) || (index === 1 && isSecondExact),
    hasExactOverlap: (index) => index === 0 || (index === 1 && isSecondExact),
    hasExactVariance: (index) => index === 0 || isNormalized || (isPlain && (isHomogeneous || index === 1)),
    lengths,
    memory: (index, length) => {
      const block = law.blocks[index];
      if (block === undefined || !isPlain) return 0;
      return lengthMapSlope(activation, block, length) ?? Number.NaN;
    },
    pair: (a, b) => pairs(a * count + b),
  };
}

/** One single-input trajectory per input, put side by side. */
function lengthsOnly(activation: Activation, law: NetworkLaw, inputs: InputData): readonly KernelLayer[] {
  const { count, overlaps } = inputs;
  const { lengths: first } = firstKernel(law.first, overlaps);
  const trajectories = Array.from(first, (_, a) =>
    networkLengths(activation, law, overlaps[a * count + a] ?? 0),
  );
  const kept = trajectories.map((lengths) => lengths.findIndex((q) => !Number.isFinite(q)));
  const layers = Math.min(...kept.map((at) => (at < 0 ? law.widths.length : at)));
  return Array.from({ length: layers }, (_, layer) => ({
    lengths: Float64Array.from(trajectories, (trajectory) => trajectory[layer] ?? 0),
    // What is not a number is no prediction.
    decorrelations: new Float64Array(count * count).fill(Number.NaN),
  }));
}

/** How many layers, from the first, have no length above a bound. */
function layersWithin(layers: readonly KernelLayer[], bound: number): number {
  const at = layers.findIndex(({ lengths }) => lengths.some((q) => q > bound));
  return at < 0 ? layers.length : at;
}

function memoized<T>(compute: (at: number) => T): (at: number) => T {
  const known = new Map<number, T>();
  return (at) => {
    const value = known.get(at) ?? compute(at);
    known.set(at, value);
    return value;
  };
}
