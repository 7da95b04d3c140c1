import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText, contentId } from './canonical.ts';

/** The same value with the keys of every mapping in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

const json = fc.jsonValue({ noUnicodeString: false });

test('the order of keys never shows', () => {
  fc.assert(
    fc.property(json, (value) => canonicalText(value) === canonicalText(reversed(value))),
    { seed: 1, numRuns: 300 },
  );
});

test('two values have one text only if they are equal', () => {
  const normal = (value: unknown) => JSON.parse(JSON.stringify(value));
  fc.assert(
    fc.property(json, json, (a, b) => {
      const isSame = canonicalText(a) === canonicalText(b);
      if (isSame) expect(normal(a)).toEqual(normal(b));
    }),
    { seed: 2, numRuns: 300 },
  );
});

test('numbers are the bytes of their float64, and −0 is 0', () => {
  expect(canonicalText(1)).toBe('3ff0000000000000');
  expect(canonicalText(-0)).toBe('0000000000000000');
  expect(canonicalText('3ff0000000000000')).not.toBe(canonicalText(1));
  expect(canonicalText({ b: [1.05, null], a: undefined })).toBe('{"b":[3ff0cccccccccccd,null]}');
  expect(() => canonicalText(Number.NaN)).toThrow(RangeError);
});

test('the id is the SHA-256 of the text', () => {
  // printf '3ff0000000000000' | sha256sum
  expect(contentId(1)).toBe('4c230013fc82e87bbaa970505d22dffba4bfbce53b4d1e4ab2aa01ab8d6cb0a4');
});
