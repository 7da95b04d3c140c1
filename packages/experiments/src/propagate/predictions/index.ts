import type { InputData } from '@widthwise/network';
import { type ProbeSelection, resolveProbe } from '@widthwise/probes';
import type { Prediction } from '../../experiment.ts';
import type { PropagateParameters } from '../parameters.ts';
import { shapeOf } from '../shape.ts';
import { type TheoryContext, theoryContext } from './context.ts';
import { predictGaussianity } from './gaussianity.ts';
import { predictJacobianSpectrum } from './jacobian-spectrum.ts';
import { PredictionList } from './list.ts';
import { predictNtk } from './ntk.ts';
import { predictOverlaps } from './overlaps.ts';
import { predictPartialJacobian } from './partial-jacobian.ts';
import { predictRelativeEntropy } from './relative-entropy.ts';
import type { PredictorRequest } from './request.ts';

type Predictor = (context: TheoryContext, list: PredictionList, request: PredictorRequest) => void;

/** Theory of the probes that have one, by stored name. */
const predictors: Readonly<Record<string, Predictor>> = Object.freeze({
  gaussianity: predictGaussianity,
  'jacobian-spectrum': predictJacobianSpectrum,
  ntk: predictNtk,
  overlaps: predictOverlaps,
  'partial-jacobian': predictPartialJacobian,
  'relative-entropy': predictRelativeEntropy,
});

/**
 * Theoretical values at the keys of the probes' estimates.
 *
 * @param parameters - of the experiment.
 * @param inputs - of the cell.
 * @param probes - as the plan names them.
 * @returns infinite-width values and, where known, what holds at this width: first-order in 1/N or exact.
 * None where a length is zero or has left float64, or where a decorrelation is below what estimates resolve.
 */
export function predict(
  parameters: PropagateParameters,
  inputs: InputData,
  probes: readonly ProbeSelection[],
): readonly Prediction[] {
  const shape = shapeOf(parameters);
  const context = theoryContext(parameters, inputs);
  return probes.flatMap(({ name, options }) => {
    const list = new PredictionList(name);
    const predictor = Object.hasOwn(predictors, name) ? predictors[name] : undefined;
    predictor?.(context, list, { features: resolveProbe(name).features(shape, options), options });
    return list.entries;
  });
}
