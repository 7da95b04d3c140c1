import type { Observation } from '@widthwise/stats';
import type { NetworkFeatures } from '../features.ts';
import { option } from '../option.ts';
import type { ProbeOptions, ProbeShape } from '../probe.ts';
import { partialJacobianPlan } from './layout.ts';

/**
 * One network's partial Jacobian norms along its tangents and its expected one-layer factors.
 *
 *   J^{l₀,l} = ⟨(|u^l|²/N_l)/(|u^{l₀}|²/N_{l₀})⟩ over directions,   ln J likewise
 */
export function observePartialJacobian(
  features: NetworkFeatures,
  shape: ProbeShape,
  options: ProbeOptions,
  out: Observation,
): void {
  const plan = partialJacobianPlan(shape);
  const asked = features.request.tangents;
  for (const [index, start] of plan.starts.entries()) {
    if (asked?.starts[index] !== start)
      throw new RangeError(
        `partial-jacobian needs tangents from layer ${start}, got ${asked?.starts.join()}`,
      );
    observeTangents(
      features,
      shape,
      { index, start, asked: asked.directions },
      option(options, 'directions'),
      out,
    );
  }
  observeGains(features, shape, out);
}

function observeTangents(
  { tangentNorms, request }: NetworkFeatures,
  { depth }: ProbeShape,
  { index, start, asked }: { readonly index: number; readonly start: number; readonly asked: number },
  directions: number,
  out: Observation,
): void {
  const columns = asked * (request.tangents?.starts.length ?? 0);
  const first = (start - 1) * columns + index * asked;
  for (let layer = start; layer <= depth; layer++) {
    let norm = 0;
    let log = 0;
    for (let d = 0; d < directions; d++) {
      const ratio = tangentNorms[(layer - 1) * columns + index * asked + d]! / tangentNorms[first + d]!;
      norm += ratio / directions;
      log += Math.log(ratio) / directions;
    }
    const row = index * depth + layer - 1;
    out.moments[2 * row] = norm;
    if (Number.isFinite(log)) out.moments[2 * row + 1] = log;
    else out.counts[row] = 1;
  }
}

function observeGains(
  { jacobianGains, request }: NetworkFeatures,
  shape: ProbeShape,
  out: Observation,
): void {
  const { gains, logGains, deadGains, probedInputs } = partialJacobianPlan(shape);
  for (let a = 0; a < probedInputs; a++) {
    let log = 0;
    for (let layer = 0; layer < shape.depth; layer++) {
      const gain = jacobianGains[layer * request.probedInputs + a]!;
      out.moments[gains + layer * probedInputs + a] = gain;
      log += Math.log(gain) / shape.depth;
    }
    if (Number.isFinite(log)) out.moments[logGains + a] = log;
    else out.counts[deadGains + a] = 1;
  }
}
