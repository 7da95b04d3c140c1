import type { InputData } from '@widthwise/network';
import type { DenseLayer } from './layer-plan.ts';

/** Networks of one block. */
const BLOCK = 16;

/** Up to this width TensorFlow's fixed cost per operation exceeds that of drawing the weights: blocks are 6 times as fast at 32, 3 at 64, 1.8 at 96. */
const WIDEST_IN_BLOCKS = 64;

/** Up to so many inputs: the features of a block's networks, which grow as the square, are held at once. */
const MOST_INPUTS_IN_BLOCKS = 32;

/**
 * How many networks are drawn and multiplied together: aligned blocks of a size that the cell fixes, computed whole, so that neither shard nor
 * order of work shows in a bit although TensorFlow's batched product is not bitwise its single one.
 *
 * @param layers - of the architecture.
 * @param inputs - of the cell.
 */
export function networksPerBlock(layers: readonly DenseLayer[], { count }: InputData): number {
  const widest = Math.max(...layers.map(({ width }) => width));
  return widest <= WIDEST_IN_BLOCKS && count <= MOST_INPUTS_IN_BLOCKS ? BLOCK : 1;
}
