import { z } from 'zod';
import { integer, type Leaf, listAxis, type NumberLeaf, number, numberAxis, strict } from './leaf.ts';

const correlation = number('must be a correlation from -1 to 1', -1, 1);
const squaredNorm = number('must be a number ≥ 0', 0);
const count = integer('must be a number of inputs from 1 to 1024', 1, 1024);
const dimension = integer('must be a positive integer up to 1048576', 1, 2 ** 20);

/** The leaves of `inputs` that numbers are written into. */
export const inputLeaves: Readonly<Record<string, NumberLeaf>> = {
  correlation,
  squaredNorm,
  count,
  dimension,
  companion: correlation,
};

const list = <T>(item: z.ZodType<T>, rule: string): Leaf<T[]> => ({
  value: z.array(item, { error: rule }).min(1, { error: rule }).max(1024, { error: rule }),
});
const index = z
  .int({ error: 'must be an image index ≥ 0' })
  .min(0, { error: 'must be an image index ≥ 0' })
  .max(59_999, { error: 'must be an image index below 60000' });
const digit = z
  .int({ error: 'must be a digit 0…9' })
  .min(0, { error: 'must be a digit 0…9' })
  .max(9, { error: 'must be a digit 0…9' });
const entry = z.number({ error: 'must be a finite number' });
const row = z.array(entry, { error: 'must be a row of numbers' });

const norm = (value: number) => numberAxis(squaredNorm, {}).default(value).describe('|x|²/n₀');

export const inputsSchema = z
  .discriminatedUnion('ensemble', [
    strict({
      ensemble: z.literal('pair'),
      correlation: numberAxis(correlation, {}).default(0.6).describe('x₁·x₂/(|x₁||x₂|)'),
      squaredNorm: norm(1),
    }).describe('two inputs of equal length'),
    strict({
      ensemble: z.literal('overlaps'),
      matrix: listAxis(list(row, 'must be a list of rows')).describe(
        'x_a·x_b/n₀: square, symmetric, positive semidefinite',
      ),
    }).describe('inputs with prescribed overlaps'),
    strict({
      ensemble: z.literal('gaussian'),
      count: numberAxis(count, {}).default(8),
      dimension: numberAxis(dimension, {}).default(784),
      squaredNorm: norm(1),
    }).describe('independent Gaussian inputs'),
    strict({
      ensemble: z.literal('circle'),
      count: numberAxis(count, {}).default(16),
      squaredNorm: norm(1),
    }).describe('evenly spaced points of a circle'),
    strict({ ensemble: z.literal('constant'), squaredNorm: norm(1) }).describe('one constant input'),
    strict({
      ensemble: z.literal('mnist'),
      split: z.enum(['train', 'test']).default('test'),
      indices: listAxis(list(index, 'must be a list of image indices'))
        .optional()
        .describe('images by index, from 0; this or classes (default: [0])'),
      classes: listAxis(list(digit, 'must be a list of digits'))
        .optional()
        .describe('the first image of each digit named; this or indices'),
      squaredNorm: numberAxis(squaredNorm, {})
        .optional()
        .describe('rescale every image to this |x|²/n₀ (default: bytes/255)'),
      companion: numberAxis(correlation, {})
        .optional()
        .describe('adds one input at this correlation with the first image, of the same length'),
    }).describe('MNIST images, 784 pixels'),
  ])
  .describe('the inputs of a cell, the same for all its networks');
