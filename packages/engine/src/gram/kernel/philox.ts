import { ROUND_KEYS } from './addresses';

const FIRST_KEYS: usize = ROUND_KEYS;
const END_OF_KEYS: usize = FIRST_KEYS + 320;

/** Stores the ten round keys, each word in all four lanes. */
export function setKey(key0: i32, key1: i32): void {
  for (let keys = FIRST_KEYS; keys < END_OF_KEYS; keys += 32) {
    v128.store(keys, i32x4.splat(key0));
    v128.store(keys, i32x4.splat(key1), 16);
    key0 += <i32>0x9e3779b9;
    key1 += <i32>0xbb67ae85;
  }
}

@inline function evenWords(low: v128, high: v128): v128 { return i32x4.shuffle(low, high, 0, 2, 4, 6); }
@inline function oddWords(low: v128, high: v128): v128 { return i32x4.shuffle(low, high, 1, 3, 5, 7); }
@inline function multiplyLow(x: v128, y: v128): v128 { return i64x2.extmul_low_i32x4_u(x, y); }
@inline function multiplyHigh(x: v128, y: v128): v128 { return i64x2.extmul_high_i32x4_u(x, y); }

/**
 * Philox4x32-10 on four counters at a time: blocks block, block + 1, … of one column.
 * For every four blocks it stores word 0 of each, then word 1, 2 and 3.
 */
@inline export function drawWords(to: usize, end: usize, block: i32, column: i32, network: i32, layerWord: i32): void {
  const m0 = i32x4.splat(<i32>0xd2511f53);
  const m1 = i32x4.splat(<i32>0xcd9e8d57);
  let counter = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  for (; to < end; to += 64) {
    let a = counter;
    let b = i32x4.splat(column);
    let c = i32x4.splat(network);
    let d = i32x4.splat(layerWord);
    for (let keys = FIRST_KEYS; keys < END_OF_KEYS; keys += 32) {
      const low0 = multiplyLow(a, m0);
      const high0 = multiplyHigh(a, m0);
      const low1 = multiplyLow(c, m1);
      const high1 = multiplyHigh(c, m1);
      a = v128.xor(v128.xor(oddWords(low1, high1), b), v128.load(keys));
      b = evenWords(low1, high1);
      c = v128.xor(v128.xor(oddWords(low0, high0), d), v128.load(keys, 16));
      d = evenWords(low0, high0);
    }
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
    counter = i32x4.add(counter, i32x4.splat(4));
  }
}
