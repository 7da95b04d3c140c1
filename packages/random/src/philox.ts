const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;

/** What the two key words grow by from round to round: the golden ratio and √3 − 1, times 2³². */
export const philoxKeySteps: readonly [number, number] = [0x9e3779b9, 0xbb67ae85];
export const philoxRounds = 10;

/** Upper 32 bits of the product of two unsigned words, by halves, since the product exceeds 2⁵³. */
function highWord(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = (middle % 0x10000) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}

/**
 * One block of Philox4x32-10: four uniform 32-bit words, a bijective function of the counter for each key.
 *
 * @param counter - four words; each is taken modulo 2³².
 * @param key - two words, likewise.
 * @param out - receives four words from `offset` on.
 *
 * Source: Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3 (SC '11), §3.3.
 *
 * @example
 * philox([0, 0, 0, 0], [0, 0], out); // out = 6627e8d5 e169c58d bc57ac4c 9b00dbd8
 */
export function philox(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
  out: Uint32Array,
  offset = 0,
): void {
  let [a, b, c, d] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < philoxRounds; round++) {
    const high0 = highWord(MULTIPLIER_0, a >>> 0);
    const low0 = Math.imul(MULTIPLIER_0, a);
    const high1 = highWord(MULTIPLIER_1, c >>> 0);
    const low1 = Math.imul(MULTIPLIER_1, c);
    a = high1 ^ b ^ k0;
    b = low1;
    c = high0 ^ d ^ k1;
    d = low0;
    k0 = (k0 + philoxKeySteps[0]) | 0;
    k1 = (k1 + philoxKeySteps[1]) | 0;
  }
  out[offset] = a;
  out[offset + 1] = b;
  out[offset + 2] = c;
  out[offset + 3] = d;
}
