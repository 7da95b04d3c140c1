import { logGamma, normalCdf, normalQuantile } from '@widthwise/stats';
import type { WeightLaw } from './weight-law.ts';

const independent = (
  name: string,
  excessKurtosis: number,
  transform: NonNullable<WeightLaw['transform']>,
): WeightLaw => ({
  name,
  isIndependent: true,
  isRotationInvariant: false,
  excessKurtosis: () => excessKurtosis,
  transform,
});

/** W = √3 u: uniform on (−√3, √3); excess kurtosis −6/5. */
export const uniform = independent('uniform', -6 / 5, {
  uniforms: 1,
  value: (u) => u,
  deviation: Math.sqrt(1 / 3),
});

/** W = ±1 with a fair sign; excess kurtosis −2, the least of any law. */
export const rademacher = independent('rademacher', -2, {
  uniforms: 1,
  value: (u) => (u < 0 ? -1 : 1),
  deviation: 1,
});

/** Where `truncatedNormal` is cut, in standard deviations of the normal that it is cut from. */
const CUT = 2;

/**
 * A standard normal g given |g| < 2, divided by its standard deviation s = 0.8796. With p = 2Φ(2) − 1 and density φ,
 *
 *   g = Φ⁻¹(½ + u p/2),   s² = 1 − 2·2 φ(2)/p,   E g⁴ = 3 − 2 (2³ + 3·2) φ(2)/p,   excess kurtosis E g⁴/s⁴ − 3 = −0.6345
 */
export const truncatedNormal: WeightLaw = (() => {
  const mass = 2 * normalCdf(CUT) - 1;
  const edge = (2 * Math.exp(-(CUT ** 2) / 2)) / Math.sqrt(2 * Math.PI) / mass;
  const variance = 1 - CUT * edge;
  const fourth = 3 - (CUT ** 3 + 3 * CUT) * edge;
  return independent('truncated-normal', fourth / variance ** 2 - 3, {
    uniforms: 1,
    value: (u) => normalQuantile(0.5 + (u * mass) / 2),
    deviation: Math.sqrt(variance),
  });
})();

/**
 * Student's t with ν > 4 degrees of freedom, divided by its standard deviation √(ν/(ν − 2)), by the polar method:
 *
 *   t = √(ν (|u|^{−2/ν} − 1)) cos(π v),   excess kurtosis 6/(ν − 4)
 *
 * Source: Bailey 1994, Polar generation of random variates with the t-distribution, Math. Comp. 62, 779.
 */
export const studentT = (degrees: number): WeightLaw =>
  independent('student-t', 6 / (degrees - 4), {
    uniforms: 2,
    value: (u, v) =>
      Math.sqrt(degrees * Math.expm1((-2 / degrees) * Math.log(Math.abs(u)))) * Math.cos(Math.PI * v),
    deviation: Math.sqrt(degrees / (degrees - 2)),
  });

/**
 * Symmetric Weibull, P(|w| > t) = exp(−t^θ), divided by its standard deviation √Γ(1 + 2/θ):
 *
 *   w = sign(u) (−ln |u|)^{1/θ},   excess kurtosis Γ(1 + 4/θ)/Γ(1 + 2/θ)² − 3, zero at θ = 1.4418 and −2 as θ → ∞
 *
 * Source: Wolinski & Arbel 2022, arXiv:2205.12379, whose W(θ, 1) is w.
 */
export const weibull = (exponent: number): WeightLaw => {
  const logVariance = logGamma(1 + 2 / exponent);
  return independent('weibull', Math.exp(logGamma(1 + 4 / exponent) - 2 * logVariance) - 3, {
    uniforms: 1,
    value: (u) => Math.sign(u) * (-Math.log(Math.abs(u))) ** (1 / exponent),
    deviation: Math.exp(logVariance / 2),
  });
};
