import type { PropagateTask } from '@widthwise/experiments';
import { layerWidths } from '@widthwise/network';
import { activationForm } from '../activation-forms.ts';
import type { BackwardProblem } from './backward-machine.ts';

/** What a task asks of a backward machine; undefined if it asks for no tangent kernel. */
export function backwardProblem({ key, architecture, features }: PropagateTask): BackwardProblem | undefined {
  const { ntkInputs = 0 } = features;
  if (ntkInputs === 0) return undefined;
  return {
    key,
    widths: layerWidths(architecture),
    signalInputs: ntkInputs,
    form: activationForm(architecture.activation, architecture.negativeSlope),
    skip: architecture.skip ?? 0,
    normalization: architecture.normalization,
  };
}
