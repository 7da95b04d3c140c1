import { type Activation, type InputData, resolveActivation } from '@widthwise/network';
import {
  deterministicPair,
  type KernelLayer,
  type LengthFluctuation,
  lengthFluctuations,
  nngpTrajectory,
  type PairFluctuation,
  pairFluctuations,
  pairOf,
  type Scales,
} from '@widthwise/theory';
import type { PropagateParameters } from '../parameters.ts';

/**
 * Pairs times layers beyond which theory is left to infinite width, then out: about 3 s and 10 s of one core.
 */
const MOST_FIRST_ORDER_PAIRS = 5_000;
const MOST_PAIRS = 50_000;

/** What the predictions of every probe are made from. */
export interface TheoryContext {
  readonly activation: Activation;
  readonly scales: Scales;
  readonly width: number;
  readonly depth: number;
  /** Number B of inputs. */
  readonly inputs: number;
  /** Infinite-width kernels of layers 1, 2, …; fewer than `depth` where a length leaves float64. */
  readonly layers: readonly KernelLayer[];
  /** False if there are so many pairs that `layers` holds no decorrelations. */
  readonly hasPairs: boolean;
  /** Fluctuations of one input's kernel, layer by layer; none if φ has a kink and is not homogeneous. */
  lengths(input: number): readonly LengthFluctuation[];
  /**
   * Fluctuations of a pair's kernel; none if φ has a kink, or there are too many pairs, or the inputs are
   * one.
   */
  pair(a: number, b: number): readonly PairFluctuation[];
}

/**
 * @param parameters - of the experiment.
 * @param inputs - of the cell.
 * @returns infinite-width theory and, computed when first asked for, its corrections.
 */
export function theoryContext({ network }: PropagateParameters, inputs: InputData): TheoryContext {
  const activation = resolveActivation(network);
  const { width, depth, sigmaW, sigmaB } = network;
  const scales = { sigmaW, sigmaB };
  const { count } = inputs;
  const pairLayers = (depth * count * (count - 1)) / 2;
  const hasPairs = pairLayers <= MOST_PAIRS;
  const layers = hasPairs
    ? nngpTrajectory(activation, scales, inputs.overlaps, depth)
    : lengthsOnly(activation, scales, inputs, depth);
  const [first] = layers;
  const hasLengths = activation.isSmooth || activation.homogeneousVariance !== undefined;
  const hasFirstOrder = activation.isSmooth && pairLayers <= MOST_FIRST_ORDER_PAIRS;
  const lengths = memoized((a: number) => {
    const length = first?.lengths[a] ?? 0;
    return hasLengths && length > 0 ? lengthFluctuations(activation, scales, length, depth) : [];
  });
  const pairs = memoized((at: number) => {
    if (first === undefined || !hasFirstOrder) return [];
    const kernel = pairOf(first, Math.floor(at / count), at % count);
    return pairFluctuations(activation, scales, deterministicPair(kernel), depth);
  });
  return {
    activation,
    scales,
    width,
    depth,
    inputs: count,
    layers,
    hasPairs,
    lengths,
    pair: (a, b) => pairs(a * count + b),
  };
}

/** One single-input trajectory per input, put side by side. */
function lengthsOnly(
  activation: Activation,
  scales: Scales,
  inputs: InputData,
  depth: number,
): readonly KernelLayer[] {
  const trajectories = Array.from({ length: inputs.count }, (_, a) => {
    const squaredNorm = inputs.overlaps[a * inputs.count + a] ?? 0;
    return nngpTrajectory(activation, scales, Float64Array.of(squaredNorm), depth);
  });
  const layers = Math.min(...trajectories.map(({ length }) => length));
  return Array.from({ length: layers }, (_, layer) => ({
    lengths: Float64Array.from(trajectories, (trajectory) => trajectory[layer]?.lengths[0] ?? 0),
    decorrelations: new Float64Array(0),
  }));
}

function memoized<T>(compute: (at: number) => T): (at: number) => T {
  const known = new Map<number, T>();
  return (at) => {
    const value = known.get(at) ?? compute(at);
    known.set(at, value);
    return value;
  };
}
