const { fround, imul, sqrt } = Math;

const RADIUS_0 = fround(-3.99999999723);
const RADIUS_1 = fround(-1.33333632744);
const RADIUS_2 = fround(-0.799495135589);
const RADIUS_3 = fround(-0.598530290503);
const ANGLE_0 = fround(1.11072073113);
const ANGLE_1 = fround(-0.114191289037);
const ANGLE_2 = fround(0.00352140184962);
const ANGLE_3 = fround(-5.08473525808e-5);
const MINUS_TWO_LN_2 = fround(-1.38629436112);

/** 2³¹: radius words are fractions of it. */
const UNIT = 2147483648;
/** Bit pattern of the float32 next to √½ · 2³¹, where the exponent is split from the mantissa. */
const SPLIT = 0x3f3504f3 + imul(31, 1 << 23);

/**
 * Coefficients of the transform in float32, lowest power first, for programs that repeat it.
 *
 * `radius`: q of −2 ln m = s·q(s²), s = (m − 1)/(m + 1), √½ ≤ m ≤ √2; minimax, relative error 7e-10.
 * `angle`: p of √2 sin(π t/4) = t·p(t²), |t| ≤ 1; minimax, relative error 3e-9.
 * Both errors lie below float32's own 6e-8.
 */
export const gaussianCoefficients = {
  radius: Float32Array.of(RADIUS_0, RADIUS_1, RADIUS_2, RADIUS_3),
  angle: Float32Array.of(ANGLE_0, ANGLE_1, ANGLE_2, ANGLE_3),
  minusTwoLn2: MINUS_TWO_LN_2,
  unit: UNIT,
  split: SPLIT,
} as const;

const floats = new Float32Array(1);
const bits = new Int32Array(floats.buffer);

/** ±√(−2 ln u): u from the upper 31 bits of the word, the sign from its lowest. */
function signedRadius(word: number): number {
  floats[0] = fround(fround(word >>> 1) + 0.5);
  const exponent = (bits[0]! - SPLIT) >> 23;
  bits[0] = bits[0]! - (exponent << 23);
  const m = floats[0]!;
  const s = fround(fround(m - UNIT) / fround(m + UNIT));
  const w = fround(s * s);
  let q = RADIUS_3;
  q = fround(fround(q * w) + RADIUS_2);
  q = fround(fround(q * w) + RADIUS_1);
  q = fround(fround(q * w) + RADIUS_0);
  // At u = 1 both terms are zero exactly, so the root never sees a negative number.
  const radius = fround(sqrt(fround(fround(exponent * MINUS_TWO_LN_2) + fround(s * q))));
  return word & 1 ? -radius : radius;
}

/**
 * Two independent standard normals from two uniform 32-bit words (Box–Muller), at float32 resolution.
 *
 *   z₁ = ±r cos θ,  z₂ = ±r sin θ,  r = √(−2 ln u),  θ = π t/2 uniform on (−π/2, π/2)
 *   cos θ = 1 − h²,  sin θ = h √(2 − h²),  h = √2 sin(θ/2)
 *
 * Every operation is one float32 operation, so that a vector unit gives the same bits.
 *
 * @param radiusWord - its upper 31 bits give u, its lowest bit the common sign.
 * @param angleWord - as a signed fraction of 2³¹, t.
 * @param out - receives z₁ at `offset` and z₂ at `offset + 1`; |z| ≤ 6.6605.
 *
 * Accuracy: over all 2³¹ radii and 2³² angles, E z² is off by 3e-8, E z⁴/3 by 5e-8 and E z₁²z₂² by 3e-8; odd moments
 * vanish by the sign.
 * Source: Box & Muller 1958, doi:10.1214/aoms/1177706645.
 */
export function gaussianPair(radiusWord: number, angleWord: number, out: Float64Array, offset: number): void {
  const r = signedRadius(radiusWord);
  const t = fround(fround(angleWord | 0) * (1 / UNIT));
  const w = fround(t * t);
  let p = ANGLE_3;
  p = fround(fround(p * w) + ANGLE_2);
  p = fround(fround(p * w) + ANGLE_1);
  p = fround(fround(p * w) + ANGLE_0);
  const h = fround(t * p);
  const v = fround(h * h);
  out[offset] = fround(fround(1 - v) * r);
  out[offset + 1] = fround(fround(h * r) * fround(sqrt(fround(2 - v))));
}
