import type { Architecture } from '@widthwise/network';
import { type DenseCase, everythingOfWeights } from './dense-cases.ts';

/** L of every case. */
export const depth = 4;
export const base: DenseCase = {
  activation: 'tanh',
  width: 6,
  depth,
  sigmaW: 1.4,
  sigmaB: 0.3,
  first: 0,
  count: 1,
  features: { ...everythingOfWeights, tangents: { starts: [1, 2, depth - 1], directions: 2 } },
  ensemble: { ensemble: 'gaussian', count: 3, dimension: 4, squaredNorm: 1 },
};
/** Name, networks a block, and what differs from a plain tanh network. */
export const cases: readonly (readonly [string, number, Partial<DenseCase>, Partial<Architecture>])[] = [
  ['plain, singly', 1, {}, {}],
  ['plain, in a block', 16, {}, {}],
  ['leaky relu without biases', 16, { activation: 'leaky-relu', sigmaB: 0 }, {}],
  ['skip connection', 1, { activation: 'relu' }, { skip: 0.5 }],
  ['normalization before φ, skip', 16, {}, { normalization: 'preactivation', skip: -0.7 }],
  ['normalization after φ', 16, { activation: 'gelu' }, { normalization: 'postactivation' }],
  [
    'maximal update with a linear output of two neurons and a bottleneck',
    16,
    { activation: 'erf' },
    { parameterization: 'mup', widthFactors: [1, 0.5, 1.5, 1], outputWidth: 2 },
  ],
  ['tangent parameterization', 1, { activation: 'sin' }, { parameterization: 'ntk', outputWidth: 1 }],
  ['orthogonal, all shapes', 16, {}, { weights: 'orthogonal', widthFactors: [1, 2, 0.5, 1] }],
  ['orthogonal, all shapes, singly', 1, {}, { weights: 'orthogonal', widthFactors: [1, 2, 0.5, 1] }],
  ['student-t', 16, {}, { weights: 'student-t', weightShape: 6 }],
  [
    'weibull, normalization after φ',
    1,
    {},
    { weights: 'weibull', weightShape: 3, normalization: 'postactivation' },
  ],
];
