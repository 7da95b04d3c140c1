import type { NonFinite } from '@widthwise/experiments';
import type { NetworkFeatures } from '@widthwise/probes';
import type { DenseBlock } from './dense-layer.ts';
import { forwardPass } from './forward-pass.ts';
import { recordSingularValues } from './jacobian-spectrum.ts';
import type { DenseLayer } from './layer-plan.ts';
import { recordTangentKernels } from './tangent-kernel.ts';

/**
 * A block of networks with explicit weights: pushed forward, then backward and through their Jacobians where that is asked for.
 *
 * @param block - what to compute.
 * @param layers - of the architecture.
 * @param out - receives the features, one a network; those of a network that leaves the range of float32 mean nothing.
 * @returns the features, or the first layer with a value that is not finite, one a network.
 */
export function denseNetworks(
  block: DenseBlock,
  layers: readonly DenseLayer[],
  out: readonly NetworkFeatures[],
): readonly (NetworkFeatures | NonFinite)[] {
  const failures: (number | undefined)[] = out.map(() => undefined);
  const trace = forwardPass(block, layers, out, failures);
  const { ntkInputs = 0, singularValues = 0 } = block.task.features;
  if (trace.length === layers.length) {
    if (ntkInputs > 0) recordTangentKernels(block, layers, trace, out, failures);
    if (singularValues > 0) recordSingularValues(block, layers, trace, out, failures);
  }
  return out.map((features, g) => {
    const nonFiniteLayer = failures[g];
    return nonFiniteLayer === undefined ? features : { nonFiniteLayer };
  });
}
