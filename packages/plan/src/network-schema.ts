import { activations } from '@widthwise/network';
import { z } from 'zod';
import { integer, type NumberLeaf, name, nameAxis, number, numberAxis, positive, strict } from './leaf.ts';

const ratio = z
  .tuple(
    [
      z.string({ error: 'must name an axis' }),
      z.number({ error: 'must be a positive number' }).positive({ error: 'must be a positive number' }),
    ],
    {
      error: 'must be [axis, factor]',
    },
  )
  .optional()
  .describe('[axis, factor]: factor times that axis, rounded to the nearest integer, at least 1');
const critical = z
  .literal(true, { error: 'must be true' })
  .optional()
  .describe('true: σ_w on the order-chaos boundary, χ₁ = 1, of this activation and σ_b');

const activation = name(Object.keys(activations));
const negativeSlope = number('must be a slope from -1 to 1', -1, 1);
const width = integer('must be a positive integer up to 1048576', 1, 2 ** 20);
const depth = integer('must be a positive integer up to 65535', 1, 65_535);
const sigmaW = positive('must be a positive number');
const sigmaB = number('must be a number ≥ 0', 0);

/** The leaves of `network` that numbers are written into. */
export const networkLeaves: Readonly<Record<string, NumberLeaf>> = {
  negativeSlope,
  width,
  depth,
  sigmaW,
  sigmaW2: sigmaW,
  sigmaB,
  sigmaB2: sigmaB,
};

export const networkSchema = strict({
  activation: nameAxis(activation).describe('φ'),
  negativeSlope: numberAxis(negativeSlope, {})
    .optional()
    .describe('slope of leaky-relu for z < 0, with that activation alone (default 0.01)'),
  width: numberAxis(width, {}).describe('neurons N of every hidden layer'),
  depth: numberAxis(depth, { ratio }).describe('hidden layers L; every layer is recorded'),
  sigmaW: numberAxis(sigmaW, { critical }).optional().describe('σ_w: Var W_ij = σ_w²/fan-in'),
  sigmaW2: numberAxis(sigmaW, {}).optional().describe('σ_w², instead of sigmaW'),
  sigmaB: numberAxis(sigmaB, {}).optional().describe('σ_b: Var b_i = σ_b² (default 0)'),
  sigmaB2: numberAxis(sigmaB, {}).optional().describe('σ_b², instead of sigmaB'),
}).describe('a fully connected random network at initialization');
