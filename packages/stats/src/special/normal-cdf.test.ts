import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { logNormalCdf, normalCdf } from './normal-cdf.ts';

// Reference values: mpmath 1.4.1 at 50 digits, at exactly these doubles, rounded to double.
const BODY = [
  [-7.891396201266245, 1.4941215752548108e-15],
  [-5.0, 2.866515718791939e-7],
  [-3.1, 0.0009676032132183566],
  [-1.96, 0.024997895148220435],
  [-1.0, 0.15865525393145705],
  [-0.1, 0.460172162722971],
  [0.0, 0.5],
  [0.5, 0.6914624612740131],
  [1.5, 0.9331927987311419],
  [3.0, 0.9986501019683699],
  [8.0, 0.9999999999999993],
] as const;

const TAIL = [
  [-9.0, 1.1285884059538405e-19],
  [-12.0, 1.776482112077679e-33],
  [-20.0, 2.7536241186062337e-89],
  [-30.0, 4.906713927148187e-198],
  [-36.77416527824059, 2.389536398989946e-296],
] as const;

const LOG = [
  [-40.0, -804.6084420137538],
  [-38.5, -745.695270290411],
  [-20.0, -203.91715537109727],
  [-8.0, -35.01343715991455],
  [-3.0, -6.607726221510349],
  [-1.0, -1.8410216450092636],
  [-0.01, -0.7011578934443701],
  [0.0, -Math.LN2],
  [0.01, -0.6852001295571155],
  [1.0, -0.17275377902344988],
  [3.0, -0.0013508099647481938],
  [6.0, -9.865876455243758e-10],
  [7.944453886528372, -9.752408406836498e-16],
] as const;

function largestRelativeError(
  table: readonly (readonly [number, number])[],
  f: (x: number) => number,
): number {
  return Math.max(...table.map(([x, reference]) => Math.abs(f(x) / reference - 1)));
}

describe('normalCdf', () => {
  it('agrees with 50-digit values within its stated error', async ({ annotate }) => {
    const worst = largestError();
    expect(worst.of(largestRelativeError(BODY, normalCdf))).toBeLessThan(1.2e-14);
    await annotate(
      `normal distribution Φ(x) | mpmath, 50 digits | −7.9 ≤ x ≤ 8 | ${worst} relative | mpmath`,
      'accuracy',
    );
  });

  it('keeps its digits in the far tail', async ({ annotate }) => {
    const worst = largestError();
    expect(worst.of(largestRelativeError(TAIL, normalCdf))).toBeLessThan(2e-13);
    await annotate(
      `normal distribution Φ(x), far tail | mpmath, 50 digits | −36.8 ≤ x ≤ −9 | ${worst} relative | mpmath`,
      'accuracy',
    );
  });
});

describe('logNormalCdf', () => {
  it('agrees with 50-digit values within its stated error', async ({ annotate }) => {
    const worst = largestError();
    expect(worst.of(largestRelativeError(LOG, logNormalCdf))).toBeLessThan(1.2e-14);
    await annotate(`ln Φ(x) | mpmath, 50 digits | −40 ≤ x ≤ 7.9 | ${worst} relative | mpmath`, 'accuracy');
  });
});
