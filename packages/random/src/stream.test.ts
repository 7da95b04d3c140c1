import { expect, test } from 'vitest';
import { gaussianPair } from './gaussian.ts';
import { philox } from './philox.ts';
import { hashNetwork, layerWord, normals, purposes, type StreamAddress, streamKey, words } from './stream.ts';

const key = [0x20210706, 0x898] as const;
const address: StreamAddress = { network: 41, layer: 3, purpose: purposes.gramNormals, column: 2 };

test('normal i is fixed by key, network, layer, purpose, column and i, not by how many are drawn', () => {
  const long = new Float64Array(200);
  normals(key, address, long);
  for (const count of [1, 2, 3, 4, 5, 64]) {
    const short = new Float64Array(count);
    normals(key, address, short);
    expect(short).toEqual(long.slice(0, count));
  }
});

test('normals 4k … 4k + 3 are two Box–Muller pairs of the block with counter (k, column, network, layer + 2¹⁶ purpose)', () => {
  const column = new Float64Array(12);
  normals(key, { ...address, purpose: purposes.inputs }, column);
  const block = new Uint32Array(4);
  philox([2, 2, 41, 3 + 2 * 65536], key, block);
  const pair = new Float64Array(4);
  gaussianPair(block[0]!, block[1]!, pair, 0);
  gaussianPair(block[2]!, block[3]!, pair, 2);
  expect(column.slice(8)).toEqual(pair);
});

test('every part of an address changes the numbers', () => {
  const draw = (change: Partial<StreamAddress>): string => {
    const out = new Uint32Array(4);
    words(key, { ...address, ...change }, out);
    return out.join();
  };
  const all = [
    draw({}),
    draw({ network: 42 }),
    draw({ layer: 4 }),
    draw({ column: 3 }),
    draw({ purpose: 1 }),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test('no two purposes share their counters', () => {
  const values = Object.values(purposes);
  expect(new Set(values).size).toBe(values.length);
  for (const value of values) expect(layerWord(0xffff, value)).toBeLessThan(2 ** 32);
});

test('a layer that does not fit 16 bits is refused', () => {
  expect(() => normals(key, { ...address, layer: 65536 }, new Float64Array(1))).toThrow(
    /layer must be an integer in 0…65535, got 65536/,
  );
});

test('the stream key is the first 64 bits of the cell id', () => {
  expect(streamKey(`00000001fffffffe${'0'.repeat(48)}`)).toEqual([1, 0xfffffffe]);
  expect(() => streamKey('xyz')).toThrow(RangeError);
});

test('hashes of networks are distinct 52-bit integers, uniform to four standard errors', () => {
  const count = 4000;
  const hashes = Array.from({ length: count }, (_, network) => hashNetwork(key, network));
  expect(new Set(hashes).size).toBe(count);
  for (const hash of hashes) expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 52).toBe(true);
  const mean = hashes.reduce((sum, hash) => sum + hash / 2 ** 52, 0) / count;
  expect(Math.abs(mean - 0.5) * Math.sqrt(12 * count)).toBeLessThan(4);
});
