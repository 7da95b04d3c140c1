import type { Observation } from '@widthwise/stats';
import type { NetworkFeatures } from '../features.ts';
import { usableScale } from '../gaussianity/observe.ts';
import type { ProbeOptions, ProbeShape } from '../probe.ts';
import { normalityPlan } from './layout.ts';

/** One network's first neuron and conditional variances, layer by layer, in units of the infinite-width length. */
export function observeNormality(
  { kernel, neurons, pitScales, request }: NetworkFeatures,
  shape: ProbeShape,
  _options: ProbeOptions,
  out: Observation,
): void {
  const { probedInputs, rows } = normalityPlan(shape);
  const { depth, inputs } = shape;
  const keptNeurons = Math.min(request.neurons, Math.max(...shape.widths));
  for (let layer = 0; layer < depth; layer++) {
    for (let a = 0; a < probedInputs; a++) {
      const row = layer * probedInputs + a;
      const source = layer * request.probedInputs + a;
      const scale = usableScale(pitScales[source]!);
      const variance = kernel[(layer * inputs + a) * inputs + a]! / (scale * scale);
      out.moments[row] = variance;
      out.reservoir[row] = neurons[source * keptNeurons]! / scale;
      if (a === 0) out.reservoir[rows + layer] = variance;
    }
  }
}
