import { activations, parameterizations, weightLaws } from '@widthwise/network';
import { z } from 'zod';
import {
  integer,
  type Leaf,
  listAxis,
  type NumberLeaf,
  name,
  nameAxis,
  number,
  numberAxis,
  positive,
  strict,
} from './leaf.ts';

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

/** Most neurons of a layer. */
export const MOST_NEURONS = 2 ** 20;
/** Most layers that a list of widths may have. */
const MOST_LISTED = 4096;
const DEEPEST = 65_535;

const activation = name(Object.keys(activations));
const negativeSlope = number('must be a slope from -1 to 1', -1, 1);
const width = integer(`must be a positive integer up to ${MOST_NEURONS}`, 1, MOST_NEURONS);
const depth = integer(`must be a positive integer up to ${DEEPEST}`, 1, DEEPEST);
const factor = positive('must be a positive number');
const sigmaW = positive('must be a positive number');
const sigmaB = number('must be a number ≥ 0', 0);
const skip = number('must be a number from -100 to 100', -100, 100);
const weightShape = positive('must be a positive number');

/** Rules of leaves that must be written where nothing else says the same. */
export const rules = { width: width.rule, depth: depth.rule, sigmaW: sigmaW.rule };

const widthsRule = `must be a list of 1 to ${MOST_LISTED} widths`;
const widths: Leaf<number[]> = {
  value: z
    .array(width.value, { error: widthsRule })
    .min(1, { error: widthsRule })
    .max(MOST_LISTED, { error: widthsRule }),
};
const bottleneck: Leaf<[number, number]> = {
  value: z.tuple([depth.value, factor.value], { error: 'must be [layer, factor]' }),
};

/** Names of weight laws, of whichever experiment. */
const weights = name([...Object.keys(weightLaws), 'goe'].sort());
const normalization = name(['none', 'preactivation', 'postactivation']);
const parameterization = name(Object.keys(parameterizations));

/** The leaves of `network` that numbers are written into. */
export const networkLeaves: Readonly<Record<string, NumberLeaf>> = {
  negativeSlope,
  width,
  depth,
  taper: factor,
  outputWidth: width,
  sigmaW,
  sigmaW2: sigmaW,
  sigmaB,
  sigmaB2: sigmaB,
  skip,
  weightShape,
};

/** What a leaf means if it is written, and as well if it is not: cells do not mention it. */
export const neutralValues: ReadonlyMap<string, number | string> = new Map<string, number | string>([
  ['network.skip', 0],
  ['network.normalization', 'none'],
  ['network.weights', 'gaussian'],
  ['network.parameterization', 'standard'],
]);

export const networkSchema = strict({
  activation: nameAxis(activation).describe('φ'),
  negativeSlope: numberAxis(negativeSlope, {})
    .optional()
    .describe('slope of leaky-relu for z < 0, with that activation alone (default 0.01)'),
  width: numberAxis(width, {}).optional().describe('neurons N of every hidden layer'),
  depth: numberAxis(depth, { ratio })
    .optional()
    .describe('layers L; every one is recorded. Of experiment equilibrium: the most iterations'),
  widths: listAxis(widths)
    .optional()
    .describe('neurons of every layer, one number a layer, instead of width and depth'),
  bottleneck: listAxis(bottleneck)
    .optional()
    .describe('[layer, factor]: that layer alone has factor times as many neurons'),
  taper: numberAxis(factor, {})
    .optional()
    .describe('neurons of every layer over those of the layer before; width is that of layer 1'),
  outputWidth: numberAxis(width, {})
    .optional()
    .describe('neurons of layer L, which is then a linear output of the network'),
  sigmaW: numberAxis(sigmaW, { critical }).optional().describe('σ_w: Var W_ij = σ_w²/fan-in'),
  sigmaW2: numberAxis(sigmaW, {}).optional().describe('σ_w², instead of sigmaW'),
  sigmaB: numberAxis(sigmaB, {}).optional().describe('σ_b: Var b_i = σ_b² (default 0)'),
  sigmaB2: numberAxis(sigmaB, {}).optional().describe('σ_b², instead of sigmaB'),
  skip: numberAxis(skip, {})
    .optional()
    .describe('μ: adds μ times a layer’s preactivations to those of the next (default 0)'),
  normalization: nameAxis(normalization)
    .optional()
    .describe('layer normalization of what φ is applied to, or of what it gives (default none)'),
  weights: nameAxis(weights)
    .optional()
    .describe('law of the weights, of variance σ_w²/fan-in (default gaussian); goe: experiment equilibrium'),
  weightShape: numberAxis(weightShape, {})
    .optional()
    .describe('degrees of freedom of student-t weights, or exponent of weibull weights'),
  parameterization: nameAxis(parameterization)
    .optional()
    .describe('how trained parameters enter, for tangent kernels and the output’s scale (default standard)'),
})
  .describe('a fully connected random network at initialization')
  .meta({ anyOf: [{ required: ['width', 'depth'] }, { required: ['widths'] }] });
