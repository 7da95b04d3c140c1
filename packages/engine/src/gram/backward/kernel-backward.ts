import { layerWord, purposes } from '@widthwise/random';
import { PANEL, STRIDE } from '../kernel/addresses.ts';
import { applyBackwardSettings, type BackwardExports } from './backward-exports.ts';
import type { BackwardMachine, BackwardProblem } from './backward-machine.ts';

const paddedTo = (multiple: number, count: number): number => Math.ceil(count / multiple) * multiple;

/** Places everything from `start` on, each part on its own cache line. */
function placeBackward({ widths, signalInputs, skip }: BackwardProblem, start: number) {
  let next = start;
  const take = (bytes: number): number => {
    const address = next;
    next += paddedTo(64, bytes);
    return address;
  };
  const stride = paddedTo(4, signalInputs);
  const matrix = 8 * stride * stride;
  // Signals of layer L are not stored.
  const panels = Math.max(0, ...widths.slice(0, -1).map((width) => Math.ceil(width / PANEL)));
  const layer = panels * stride * STRIDE;
  const signals = take(layer);
  const places = {
    signals,
    // The skip connection adds signals that are left to those reached.
    otherSignals: skip === 0 ? signals : take(layer),
    images: take(layer),
    scratch: take(stride * STRIDE),
    signalGram: take(matrix),
    signalFactor: take(matrix),
    signalDiagonal: take(8 * stride),
    signalTriangle: take(4 * stride * (stride + 4)),
    cross: take(matrix),
    crossRows: take(matrix),
    freshCross: take(matrix),
    freshBiases: take(8 * paddedTo(PANEL, stride)),
    normalSums: take(16 * stride),
  };
  return { places, stride, bytes: next - start };
}

/** Bytes of the kernel's memory that a problem's backward pass needs beyond the layers kept. */
export const backwardBytes = (problem: BackwardProblem): number => placeBackward(problem, 0).bytes;

/**
 * The compiled kernel's backward pass over the layers that the same kernel has kept.
 *
 * @param workspace - address of `backwardBytes` of its memory, all zero.
 */
export function createKernelBackward(
  problem: BackwardProblem,
  kernel: BackwardExports & { readonly memory: { readonly buffer: ArrayBuffer } },
  workspace: number,
): BackwardMachine {
  const { widths, signalInputs } = problem;
  const { places, stride } = placeBackward(problem, workspace);
  const words = widths.map((_, index) => layerWord(index + 1, purposes.gramBackward));
  applyBackwardSettings(kernel, { ...places, signalInputs, signalStride: 8 * stride });
  return {
    stride,
    signalGram: new Float64Array(kernel.memory.buffer, places.signalGram, stride * stride),
    step: ({ network, layer, above, below, weightDeviation, biasDeviation }) => {
      kernel.leaveLayer(above.preactivations.byteOffset, widths[layer - 1]!, above.factor.byteOffset);
      kernel.reachLayer(below.preactivations.byteOffset, widths[layer - 2]!, below.normalization.byteOffset);
      const isLast = layer === widths.length ? 1 : 0;
      kernel.stepBack(network | 0, words[layer - 1]!, weightDeviation, biasDeviation, isLast);
    },
  };
}
