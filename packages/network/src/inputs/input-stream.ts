import { purposes, type StreamAddress } from '@widthwise/random';

/**
 * Stream of input b: inputs belong to the cell, hence network and layer are zero.
 *
 * @param column - zero-based index of the input among the cell's inputs.
 * @returns address within the cell's random numbers.
 */
export const inputStream = (column: number): StreamAddress => ({
  network: 0,
  layer: 0,
  purpose: purposes.inputs,
  column,
});
