import type { Activation } from './activation.ts';
import { piecewiseLinear } from './piecewise-linear.ts';

/** Leaky rectifier: φ(z) = z for z > 0, `negativeSlope`·z for z < 0; see `piecewiseLinear`. */
export const leakyRelu = (negativeSlope: number): Activation => piecewiseLinear('leaky-relu', negativeSlope);
