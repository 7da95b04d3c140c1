import type { Observation } from '@widthwise/stats';
import type { NetworkFeatures } from '../features.ts';
import type { ProbeOptions, ProbeShape } from '../probe.ts';
import { ntkPlan } from './layout.ts';

/** One network's empirical tangent kernel: the contributions of all layers, and their sum from layer 1 on. */
export function observeNtk(
  { ntk, request }: NetworkFeatures,
  shape: ProbeShape,
  options: ProbeOptions,
  out: Observation,
): void {
  const { kernelInputs, pairs } = ntkPlan(shape, options);
  const stride = request.ntkInputs ?? 0;
  if (stride < kernelInputs)
    throw new RangeError(
      `ntk needs the kernel of ${kernelInputs} inputs, the sampler made that of ${stride}`,
    );
  for (let layer = 0; layer < shape.depth; layer++) {
    let pair = 0;
    for (let a = 0; a < kernelInputs; a++) {
      for (let b = a; b < kernelInputs; b++, pair++) {
        const contribution = ntk[(layer * stride + a) * stride + b]!;
        out.moments[(1 + layer) * pairs + pair] = contribution;
        out.moments[pair]! += contribution;
      }
    }
  }
}
