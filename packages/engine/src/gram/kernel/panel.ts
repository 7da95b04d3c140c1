import { STRIDE, WORDS } from './addresses';
import { normals, radii } from './gaussian';
import { drawWords } from './philox';

/** Fills columns of a panel with standard normals, neurons from 4 · block on; eight columns of words at a time. */
export function fillPanel(panel: usize, columns: i32, bytes: usize, block: i32, network: i32, layerWord: i32): void {
  const wordBytes = bytes >> 1;
  for (let first = 0; first < columns; first += 8) {
    const last = min(first + 8, columns);
    let end: usize = WORDS;
    for (let column = first; column < last; column++, end += wordBytes) {
      drawWords(end, end + wordBytes, block, column, network, layerWord);
    }
    radii(WORDS, end);
    let from: usize = WORDS;
    for (let column = first; column < last; column++, from += wordBytes) {
      normals(from, from + wordBytes, panel + column * STRIDE);
    }
  }
}

/** Sets neurons from `count` on to zero, so that they add nothing to any sum. */
export function clearTail(panel: usize, columns: usize, count: usize, bytes: usize): void {
  if (count * 8 == bytes) return;
  for (let column: usize = 0; column < columns; column++, panel += STRIDE) {
    memory.fill(panel + count * 8, 0, bytes - count * 8);
  }
}

/** Adds a number to columns first … last − 1. */
export function shift(panel: usize, first: usize, last: usize, bytes: usize, by: f64): void {
  const shifts = f64x2.splat(by);
  for (let column = first; column < last; column++) {
    const start = panel + column * STRIDE;
    for (let at = start; at < start + bytes; at += 16) v128.store(at, f64x2.add(v128.load(at), shifts));
  }
}
