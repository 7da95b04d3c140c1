import { type InputData, resolveActivation } from '@widthwise/network';
import type { EstimateKey, ProbeSelection } from '@widthwise/probes';
import {
  goeGainAfterTwoSteps,
  linearEquilibrium,
  orthogonalEquilibriumGain,
  truncatedGain,
} from '@widthwise/theory';
import type { Prediction } from '../experiment.ts';
import { PredictionList } from '../propagate/predictions/list.ts';
import { overlapPredictions } from './overlap-theory.ts';
import { type EquilibriumParameters, tiedFamily } from './parameters.ts';
import { independentTrajectory, isIdentity, lastState, type TiedSetting } from './theory.ts';

const PROBE = 'equilibrium';

/** A truncated gain this near to its limit is that of the equilibrium. */
const REACHED = 1e-6;

interface Context extends TiedSetting {
  readonly width: number;
  readonly isUntied: boolean;
  /** One-based. */
  readonly inputA: number;
  readonly list: PredictionList;
}

/**
 * Theoretical values at the keys of probe `equilibrium`.
 *
 * @param parameters - of the experiment.
 * @param inputs - of the cell.
 * @param probes - as the plan names them.
 * @returns infinite-width values, and where known those at this width. With symmetric tied weights trajectories are
 * predicted for φ(z) = z alone, and nothing where φ has a kink or there is no stable equilibrium.
 */
export function predictEquilibrium(
  parameters: EquilibriumParameters,
  inputs: InputData,
  probes: readonly ProbeSelection[],
): readonly Prediction[] {
  if (!probes.some(({ name }) => name === PROBE)) return [];
  const { network, untied = false } = parameters;
  const list = new PredictionList(PROBE);
  const shared = {
    activation: resolveActivation(network),
    family: tiedFamily(network),
    sigma: network.sigmaW,
    iterations: network.depth,
    width: network.width,
    isUntied: untied,
    list,
  };
  if (!(shared.sigma > 0)) return [];
  for (let a = 0; a < inputs.count; a += 1) {
    const inputVariance = inputs.overlaps[a * inputs.count + a] ?? 0;
    if (!(inputVariance > 0)) continue;
    const context: Context = { ...shared, inputA: a + 1, inputVariance };
    predictTrajectory(context);
    if (isIdentity(context.activation)) predictLinear(context);
    predictState(context);
  }
  const setting = { ...shared, family: untied ? ('iid' as const) : shared.family };
  for (const { inputA, inputB, value } of overlapPredictions(setting, inputs))
    list.add('infinite-width', { quantity: 'equilibrium-overlap', inputA, inputB }, value);
  return list.entries;
}

/** Lengths by iteration. The first is exact for every family, since x does not know W. */
function predictTrajectory(context: Context): void {
  const { activation, family, sigma, inputVariance, iterations, width, inputA, list } = context;
  const key = (step: number): EstimateKey => ({ quantity: 'iteration-length', step, inputA });
  const lengths = independentTrajectory(context);
  const isLinear = isIdentity(activation);
  const isIndependent = context.isUntied || family !== 'goe';
  for (let step = 1; step <= iterations; step += 1) {
    const length = isIndependent || step === 1 ? lengths[step - 1] : undefined;
    list.add('infinite-width', key(step), length);
    if (!isIndependent && step > 1 && isLinear)
      list.add('infinite-width', key(step), inputVariance * truncatedGain('goe', sigma, step));
    const exact = isLinear ? exactGain(context, step) : undefined;
    if (exact !== undefined) list.add('exact', key(step), inputVariance * exact);
    else if (step === 1 && length !== undefined)
      list.add('exact', key(1), inputVariance + diagonalFactor(family, width) * (length - inputVariance));
  }
}

/** E‖W v‖²/(σ²‖v‖²): the diagonal of symmetric weights has twice the variance. */
const diagonalFactor = (family: TiedSetting['family'], width: number): number =>
  family === 'goe' ? 1 + 1 / width : 1;

/** Mean gain of φ(z) = z after so many iterations at this width, where it is known. */
function exactGain({ family, sigma, width, isUntied }: Context, step: number): number | undefined {
  const factor = diagonalFactor(family, width);
  if (isUntied || step === 1) return truncatedGain('iid', sigma * Math.sqrt(factor), step);
  return family === 'goe' && step === 2 ? goeGainAfterTwoSteps(sigma, width) : undefined;
}

/** φ(z) = z: gains by their series, and fluctuations where the equilibrium is reached. */
function predictLinear(context: Context): void {
  const { family, sigma, iterations, width, isUntied, inputA, list } = context;
  const gain = truncatedGain(isUntied ? 'iid' : family, sigma, iterations);
  addGain(context, gain);
  const key: EstimateKey = { quantity: 'equilibrium-gain', inputA };
  const exact = exactGain(context, iterations);
  if (exact !== undefined) list.add('exact', key, exact);
  if (isUntied || !(sigma < (family === 'goe' ? 0.5 : 1))) return;
  const limit = linearEquilibrium(family, sigma);
  if (Math.abs(gain / limit.gain - 1) > REACHED) return;
  const variance = limit.relativeVariance / width;
  list.add('first-order', { quantity: 'equilibrium-log-gain-variance', inputA }, variance);
  if (family !== 'orthogonal') return;
  // Means at finite width are infinite for the other families.
  const mean = orthogonalEquilibriumGain(sigma, width);
  list.add('exact', key, mean);
  list.add('first-order', { quantity: 'equilibrium-log-gain', inputA }, Math.log(mean) - variance / 2);
}

function addGain({ inputA, list }: Context, gain: number): void {
  list.add('infinite-width', { quantity: 'equilibrium-gain', inputA }, gain);
  list.add('infinite-width', { quantity: 'equilibrium-log-gain', inputA }, Math.log(gain));
}

function predictState(context: Context): void {
  const { inputVariance, inputA, list, isUntied, activation } = context;
  const state = lastState(isUntied ? { ...context, family: 'iid' } : context);
  if (state === undefined) return;
  if (!isIdentity(activation)) addGain(context, state.length / inputVariance);
  const key = (quantity: string): EstimateKey => ({ quantity, inputA });
  list.add('infinite-width', key('activation-second-moment'), state.activationSecondMoment);
  // With φ(z) = z there is nothing to predict: Λ is the same number in every network.
  if (!isIdentity(activation)) list.add('infinite-width', key('equilibrium-stability'), state.stability);
}
