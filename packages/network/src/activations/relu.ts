import type { Activation } from './activation.ts';
import { piecewiseLinear } from './piecewise-linear.ts';

/** Rectifier φ(z) = max(z, 0); expectations are the arc-cosine forms of `piecewiseLinear` with slope 0. */
export const relu: Activation = piecewiseLinear('relu', 0);
