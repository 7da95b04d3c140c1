import type { EquilibriumTask } from '@widthwise/experiments';
import type { Activation } from '@widthwise/network';
import type { EquilibriumFeatures } from '@widthwise/probes';
import { squaredNorm } from './rows.ts';
import { stabilityOf } from './stability.ts';

/**
 * Largest ‖h‖²/N that still counts as finite, in both samplers: float32's largest number. It leaves fourth powers of a
 * gain within float64.
 */
const LARGEST_LENGTH = 3.4028234663852886e38;

/** Values of a network in the precision of its sampler. */
type Values = Float32Array | Float64Array;

/** φ and its derivative. */
export type Nonlinearity = Pick<Activation, 'dphi' | 'phi'>;

/** Features to be filled network by network. */
export function emptyEquilibriumFeatures({ architecture, inputs }: EquilibriumTask): EquilibriumFeatures {
  const { width, depth } = architecture;
  const { count } = inputs;
  return {
    width,
    inputs: count,
    trajectory: new Float64Array(depth * count),
    gain: new Float64Array(count),
    activationSecondMoment: new Float64Array(count),
    stability: new Float64Array(count),
    iterations: new Float64Array(count),
    residual: new Float64Array(count),
    converged: new Uint8Array(count),
    gram: new Float64Array(count * count),
  };
}

/**
 * Notes one iteration of one input.
 *
 * @param task - tolerance and shapes.
 * @param features - receives length, residual and whether the input is done, in which case its length stays.
 * @param at - zero-based input, one-based iteration.
 * @param states - h before and after.
 * @returns `going`, `settled`, or `diverged` where the length has left the range.
 */
export function recordIteration(
  task: EquilibriumTask,
  features: EquilibriumFeatures,
  at: { readonly input: number; readonly iteration: number },
  states: { readonly before: Values; readonly after: Values },
): 'diverged' | 'going' | 'settled' {
  const { input, iteration } = at;
  const { before, after } = states;
  const { depth } = task.architecture;
  const length = squaredNorm(after) / after.length;
  if (!(length <= LARGEST_LENGTH)) return 'diverged';
  let moved = 0;
  for (let i = 0; i < after.length; i += 1) moved += (after[i]! - before[i]!) ** 2;
  const old = squaredNorm(before);
  features.trajectory[(iteration - 1) * features.inputs + input] = length;
  features.iterations[input] = iteration;
  features.residual[input] = old > 0 ? Math.sqrt(moved / old) : 0;
  const isSettled = moved <= task.tolerance ** 2 * old;
  features.converged[input] = isSettled ? 1 : 0;
  if (!isSettled) return 'going';
  for (let later = iteration; later < depth; later += 1)
    features.trajectory[later * features.inputs + input] = length;
  return 'settled';
}

/**
 * Notes where the inputs ended.
 *
 * @param task - σ and family.
 * @param nonlinearity - φ and φ′, as the sampler computes them.
 * @param features - receives gain, q, Λ and overlaps.
 * @param states - the network's inputs x and their last states h, [B][N] each.
 */
export function recordEnd(
  task: EquilibriumTask,
  { phi, dphi }: Nonlinearity,
  features: EquilibriumFeatures,
  { x, h }: { readonly x: Values; readonly h: Values },
): void {
  const { architecture, isUntied } = task;
  // The response of symmetric weights to themselves needs the same weights in every iteration.
  const family = isUntied ? 'iid' : task.family;
  const { width, sigmaW } = architecture;
  const { inputs } = features;
  const slopes = new Float64Array(width);
  for (let a = 0; a < inputs; a += 1) {
    const state = h.subarray(a * width, (a + 1) * width);
    let squares = 0;
    for (let i = 0; i < width; i += 1) {
      squares += phi(state[i]!) ** 2;
      slopes[i] = dphi(state[i]!);
    }
    features.activationSecondMoment[a] = squares / width;
    features.stability[a] = stabilityOf(family, sigmaW, slopes);
    features.gain[a] = squaredNorm(state) / squaredNorm(x.subarray(a * width, (a + 1) * width));
    for (let b = 0; b <= a; b += 1) {
      let product = 0;
      for (let i = 0; i < width; i += 1) product += state[i]! * h[b * width + i]!;
      features.gram[a * inputs + b] = product / width;
      features.gram[b * inputs + a] = product / width;
    }
  }
}
