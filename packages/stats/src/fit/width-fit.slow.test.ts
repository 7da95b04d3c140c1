import { describe, expect, it } from 'vitest';
import { meanOf } from '../estimates.ts';
import { centralSums, lehmerNormals } from '../test-support/fixtures.ts';
import { fitWidths, type WidthForm, type WidthPoint } from './width-fit.ts';

const WIDTHS = [16, 32, 64, 128, 256, 512, 1024, 2048];
const NETWORKS = 256;
const SWEEPS = 2_000;
const SEED = 20_260;
const [A, B, C] = [0.5, 6, -40];

/** Estimates of a sweep whose networks scatter by 1/√N about a + b/N + curvature/N². */
function sweepOf(normals: Float64Array, sweep: number, curvature: number): WidthPoint[] {
  return WIDTHS.map((width, w) => {
    const start = (sweep * WIDTHS.length + w) * NETWORKS;
    const centre = A + B / width + curvature / width ** 2;
    const sample = normals.subarray(start, start + NETWORKS).map((z) => centre + z / Math.sqrt(width));
    const { value = Number.NaN, standardError = Number.NaN } = meanOf(centralSums(sample));
    return { width, value, standardError };
  });
}

/** Share of sweeps whose 95 % interval of each coefficient holds the truth, and of those that prefer the form. */
function coverage(options: {
  readonly form: WidthForm;
  readonly curvature: number;
  readonly errorFactor: number;
}) {
  const truth = [A, B, options.curvature];
  const terms = options.form === 'first-order' ? 2 : 3;
  const covered = new Float64Array(terms);
  let preferred = 0;
  let chiSquare = 0;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const points = sweepOf(NORMALS, sweep, options.curvature).map((point) => ({
      ...point,
      standardError: point.standardError * options.errorFactor,
    }));
    const fit = fitWidths(points).find(({ form }) => form === options.form);
    if (fit === undefined) throw new Error('eight widths have both fits');
    if (fit.isPreferred) preferred++;
    chiSquare += fit.chiSquare / fit.degreesOfFreedom / SWEEPS;
    for (let i = 0; i < terms; i++) {
      const error = Math.sqrt(fit.covariance[i * (terms + 1)]!);
      if (Math.abs(fit.coefficients[i]! - truth[i]!) < 1.959964 * error) covered[i]!++;
    }
  }
  return { shares: [...covered].map((count) => count / SWEEPS), preferred: preferred / SWEEPS, chiSquare };
}

const NORMALS = lehmerNormals(SWEEPS * WIDTHS.length * NETWORKS, SEED);

// The share's standard error is 0.49 %: 93 to 97 % is four of them, false alarm 6e-5 per coefficient.
const isCalibrated = (share: number) => share > 0.93 && share < 0.97;

describe(`95 % intervals of width fits over ${SWEEPS} sweeps (seed ${SEED})`, () => {
  it('cover the truth in 93 to 97 % where the form holds', () => {
    const line = coverage({ form: 'first-order', curvature: 0, errorFactor: 1 });
    expect(line.shares.filter((share) => !isCalibrated(share))).toEqual([]);
    const curve = coverage({ form: 'second-order', curvature: C, errorFactor: 1 });
    expect(curve.shares.filter((share) => !isCalibrated(share))).toEqual([]);
    // E[χ²/dof] with errors from n networks is (n − 1)/(n − 3) ≈ 1.008; its error here is at most √(2/5/2000) = 0.0142.
    for (const { chiSquare } of [line, curve]) expect(Math.abs(chiSquare - 1.008)).toBeLessThan(4 * 0.0142);
  });

  it('do not where errors are a quarter too small, or where the form leaves out a term', () => {
    const bold = coverage({ form: 'first-order', curvature: 0, errorFactor: 0.75 });
    expect(bold.shares.filter(isCalibrated)).toEqual([]);
    const short = coverage({ form: 'first-order', curvature: 10 * C, errorFactor: 1 });
    expect(isCalibrated(short.shares[1] ?? 0.95)).toBe(false);
  });

  it('prefer a needless term in few sweeps, and a needed one in nearly all', () => {
    // Without curvature χ² falls by χ²₁ and the criterion asks for more than 5.6: 1.8 %, with an error of 0.3 %.
    const needless = 1 - coverage({ form: 'first-order', curvature: 0, errorFactor: 1 }).preferred;
    expect(Math.abs(needless - 0.018)).toBeLessThan(4 * 0.003);
    expect(coverage({ form: 'second-order', curvature: 10 * C, errorFactor: 1 }).preferred).toBeGreaterThan(
      0.99,
    );
  });
});
