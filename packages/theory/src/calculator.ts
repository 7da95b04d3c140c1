import type { Activation } from '@widthwise/network';
import { chi1 } from './chi1.ts';
import { depthScaleCorrelation, depthScaleLength } from './depth-scale.ts';
import { fixedPointDecorrelation, fixedPointLength } from './fixed-point.ts';
import { criticalSigmaW } from './phase-boundary.ts';
import { requireScales, type Scales } from './scales.ts';

/** χ₁ this near to one is reported as critical: what the quadrature and a printed σ_w resolve. */
const CRITICAL_TOLERANCE = 1e-9;

export type Phase = 'ordered' | 'critical' | 'chaotic';

/** Infinite-width theory of an architecture. Undefined where there is no such number. */
export interface TheoryReport {
  /**
   * Length fixed point reached from the input; undefined if the length grows without bound or every length is
   * fixed.
   */
  readonly qStar: number | undefined;
  /** Correlation fixed point; undefined if q* is 0 or undefined. */
  readonly cStar: number | undefined;
  /** At q*; for a homogeneous φ, whose slopes know no length, also where q* is undefined. */
  readonly chi1: number | undefined;
  /** In layers; undefined where the approach is not exponential. */
  readonly xiQ: number | undefined;
  readonly xiC: number | undefined;
  /** σ_w of the order–chaos boundary at the same σ_b. */
  readonly criticalSigmaW: number | undefined;
  readonly phase: Phase | undefined;
}

/**
 * Fixed points, susceptibility, depth scales and phase of an infinitely wide network.
 *
 * @param options.activation - φ.
 * @param options.sigmaW - σ_w > 0.
 * @param options.sigmaB - σ_b ≥ 0.
 * @param options.squaredNorm - |x|²/n₀ > 0 of the input from which lengths start.
 * @returns the report.
 * @throws RangeError outside the domain.
 *
 * Source: Poole et al. 2016, arXiv:1606.05340; Schoenholz et al. 2017, arXiv:1611.01232.
 *
 * @example
 * theoryReport({ activation: tanh, sigmaW: Math.sqrt(1.5), sigmaB: Math.sqrt(0.05), squaredNorm: 1 }).xiC; // ≈ 15.791
 */
export function theoryReport({
  activation,
  sigmaW,
  sigmaB,
  squaredNorm,
}: { readonly activation: Activation; readonly squaredNorm: number } & Scales): TheoryReport {
  const scales = { sigmaW, sigmaB };
  requireScales(scales);
  const qStar = fixedPointLength(activation, scales, sigmaW ** 2 * squaredNorm + sigmaB ** 2);
  const decorrelation =
    qStar !== undefined && qStar > 0 ? fixedPointDecorrelation(activation, scales, qStar) : undefined;
  // The slopes of a homogeneous φ know no length, and at length 0 its kink would stand for all of them.
  const slopeLength = activation.homogeneousVariance === undefined ? qStar : 1;
  const susceptibility =
    slopeLength === undefined ? undefined : chi1(activation, { sigmaW, qStar: slopeLength });
  return {
    qStar,
    cStar: decorrelation === undefined ? undefined : 1 - decorrelation,
    chi1: susceptibility,
    xiQ: qStar === undefined ? undefined : depthScaleLength(activation, scales, qStar),
    xiC:
      qStar === undefined || decorrelation === undefined
        ? undefined
        : depthScaleCorrelation(activation, scales, { qStar, decorrelation }),
    criticalSigmaW: criticalSigmaW(activation, sigmaB),
    phase: phaseOf(susceptibility, qStar),
  };
}

/** Without a length fixed point χ₁ tells the phase only where it is one: beyond, lengths and differences grow alike. */
function phaseOf(susceptibility: number | undefined, qStar: number | undefined): Phase | undefined {
  if (susceptibility === undefined) return undefined;
  if (Math.abs(susceptibility - 1) <= CRITICAL_TOLERANCE) return 'critical';
  if (qStar === undefined) return undefined;
  return susceptibility < 1 ? 'ordered' : 'chaotic';
}
