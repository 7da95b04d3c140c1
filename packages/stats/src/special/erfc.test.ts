import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { erfc, erfcx } from './erfc.ts';

// Reference values: mpmath 1.4.1 at 50 digits, at exactly these doubles, rounded to double.
const ERFC = [
  [-5.9, 2.0],
  [-1.0, 1.8427007929497148],
  [-0.2, 1.2227025892104784],
  [0.001, 0.9988716212090307],
  [0.5, 0.4795001221869535],
  [1.3051337165708574, 0.06493028546122447],
  [2.0, 0.004677734981047266],
  [3.0, 2.209049699858544e-5],
  [5.0, 1.537459794428035e-12],
  [10.0, 2.088487583762545e-45],
  [20.0, 5.395865611607901e-176],
  [26.0, 5.663192408856143e-296],
] as const;

const ERFCX = [
  [-5.0, 144009798674.66104],
  [-4.067970507373157, 30754018.45166038],
  [-1.0, 5.008980080762283],
  [-0.1, 1.1236433541992095],
  [0.1, 0.8964569799691267],
  [1.0, 0.427583576155807],
  [3.0, 0.17900115118138996],
  [10.0, 0.05614099274382259],
  [30.0, 0.01879588886141675],
  [49.9, 0.011304135492993413],
  [50.1, 0.011259027200185286],
  [1000.0, 0.0005641893014533876],
  [1000000.0, 5.641895835474742e-7],
] as const;

function largestRelativeError(
  table: readonly (readonly [number, number])[],
  f: (x: number) => number,
): number {
  return Math.max(...table.map(([x, reference]) => Math.abs(f(x) / reference - 1)));
}

describe('erfc', () => {
  it('agrees with 50-digit values within its stated error', async ({ annotate }) => {
    const worst = largestError();
    expect(worst.of(largestRelativeError(ERFC, erfc))).toBeLessThan(4e-16);
    await annotate(`erfc(x) | mpmath, 50 digits | −5.9 ≤ x ≤ 26 | ${worst} relative | mpmath`, 'accuracy');
  });
});

describe('erfcx', () => {
  it('agrees with 50-digit values within its stated error', async ({ annotate }) => {
    const worst = largestError();
    expect(worst.of(largestRelativeError(ERFCX, erfcx))).toBeLessThan(2.5e-15);
    await annotate(`erfcx(x) | mpmath, 50 digits | −5 ≤ x ≤ 1e6 | ${worst} relative | mpmath`, 'accuracy');
  });
});
