import { expect, it } from 'vitest';
import { loadMnist } from './mnist.ts';

it('the test split holds 10,000 images of 784 bytes with the known number of images per digit', () => {
  const { images, labels } = loadMnist('test');
  expect(images.length).toBe(10_000 * 784);
  const perDigit = Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length);
  // LeCun's published test set.
  expect(perDigit).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
});

it('the first training images are the digits 5, 0, 4, 1, 9', () => {
  expect([...loadMnist('train').labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
});
