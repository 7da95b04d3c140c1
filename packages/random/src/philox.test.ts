import { expect, test } from 'vitest';
import { philox } from './philox.ts';

type Words = readonly [number, number, number, number];
/** Random123's kat_vectors for philox4x32, 10 rounds. */
const knownAnswers: readonly { counter: Words; key: readonly [number, number]; words: Words }[] = [
  { counter: [0, 0, 0, 0], key: [0, 0], words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
];

test.each(knownAnswers)(
  'Philox4x32-10 gives the published words for counter $counter',
  ({ counter, key, words }) => {
    const out = new Uint32Array(4);
    philox(counter, key, out);
    expect([...out]).toEqual(words);
  },
);

test('changing one bit of counter or key changes half of the output bits', () => {
  const base = new Uint32Array(4);
  const other = new Uint32Array(4);
  let changed = 0;
  let trials = 0;
  for (let bit = 0; bit < 192; bit++) {
    const input: [number, number, number, number, number, number] = [1, 2, 3, 4, 5, 6];
    philox([1, 2, 3, 4], [5, 6], base);
    input[bit >> 5] = (input[bit >> 5]! ^ (1 << (bit & 31))) >>> 0;
    philox([input[0], input[1], input[2], input[3]], [input[4], input[5]], other);
    for (let i = 0; i < 4; i++) for (let d = base[i]! ^ other[i]!; d !== 0; d &= d - 1) changed++;
    trials += 128;
  }
  // Binomial(24576, ½): |z| < 4, false alarm 6e-5.
  expect(Math.abs(changed - trials / 2) / Math.sqrt(trials / 4)).toBeLessThan(4);
});
