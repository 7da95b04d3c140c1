import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { chiSquareUpperTail } from './chi-square.ts';

// Reference values: mpmath 1.4.1 at 50 digits, at exactly these doubles, rounded to double.
const TAILS = [
  [0.01, 1, 0.920344325445942],
  [1.0, 1, 0.3173105078629141],
  [1.0, 1, 0.3173105078629141],
  [3.5, 1, 0.06136882913940217],
  [300.0, 1, 3.294362383314041e-67],
  [675.1966666666667, 1, 7.404415867345739e-149],
  [0.01, 2, 0.9950124791926823],
  [1.0, 2, 0.6065306597126334],
  [2.0, 2, 0.36787944117144233],
  [7.0, 2, 0.0301973834223185],
  [300.0, 2, 7.175095973164411e-66],
  [675.1966666666667, 2, 2.4149421606863125e-147],
  [0.01, 3, 0.9997348349413444],
  [1.0, 3, 0.8012519569012008],
  [3.0, 3, 0.39162517627108895],
  [10.5, 3, 0.014760897143990669],
  [300.0, 3, 9.94875834632771e-65],
  [675.1966666666667, 3, 5.014223972021788e-146],
  [0.01, 4, 0.9999875415886458],
  [1.0, 4, 0.9097959895689501],
  [4.0, 4, 0.40600584970983805],
  [14.0, 4, 0.00729505572443613],
  [300.0, 4, 1.083439491947826e-63],
  [675.1966666666667, 4, 8.176953907047843e-145],
  [0.01, 7, 0.999999999243059],
  [1.0, 7, 0.9948285365165155],
  [7.0, 7, 0.42887985755305474],
  [24.5, 7, 0.0009302094228759868],
  [300.0, 7, 6.0496418565563194e-61],
  [675.1966666666667, 7, 1.5330265448345643e-141],
  [0.01, 10, 0.999999999999974],
  [1.0, 10, 0.9998278843700441],
  [10.0, 10, 0.4404932850652124],
  [35.0, 10, 0.00012486525278303777],
  [300.0, 10, 1.5546747543803181e-58],
  [675.1966666666667, 10, 1.3226884877791372e-138],
  [0.01, 31, 1.0],
  [1.0, 31, 1.0],
  [31.0, 31, 0.46621250621750837],
  [108.5, 31, 1.5661143596647671e-10],
  [300.0, 31, 8.474810864884982e-46],
  [675.1966666666667, 31, 3.4584468744036965e-122],
  [0.01, 100, 1.0],
  [1.0, 100, 1.0],
  [100.0, 100, 0.48119168452795674],
  [350.0, 100, 1.8390041214131637e-29],
  [300.0, 100, 7.412100857322876e-22],
  [675.1966666666667, 100, 3.6163408712525564e-86],
] as const;

const FAR_TAILS = [
  [750.0, 700, 0.09283997205318567],
  [2000.0, 2000, 0.4957947558197845],
  [2200.0, 2000, 0.0010593232539299773],
  [1540.0, 1540, 0.4952076715789269],
  [3000.0, 1540, 1.3709110299276718e-96],
  [2001.0, 2001, 0.4957958067483724],
  [800.0, 1001, 0.9999992778636984],
  [900.0, 3, 8.851690237125581e-195],
] as const;

describe('chiSquareUpperTail', () => {
  it('agrees with 50-digit values within its stated error', async ({ annotate }) => {
    const worst = largestError();
    for (const [x, degrees, reference] of TAILS) {
      expect(worst.of(Math.abs(chiSquareUpperTail(x, degrees) / reference - 1))).toBeLessThan(7e-14);
    }
    await annotate(
      `χ² upper tail | mpmath, 50 digits | 1 to 100 degrees of freedom, 0.01 ≤ x ≤ 676 | ${worst} relative | Abramowitz & Stegun 1964, 26.4.4 and 26.4.5`,
      'accuracy',
    );
  });

  it('agrees with 40-digit values where its first term underflows', () => {
    for (const [x, degrees, reference] of FAR_TAILS) {
      expect(Math.abs(chiSquareUpperTail(x, degrees) / reference - 1)).toBeLessThan(1e-11);
    }
    expect(chiSquareUpperTail(1500, 1)).toBeLessThan(1e-300);
  });

  it('is exp(−x/2) for two degrees of freedom, one at zero and zero at infinity', () => {
    expect(chiSquareUpperTail(5, 2)).toBe(Math.exp(-2.5));
    expect(chiSquareUpperTail(0, 3)).toBe(1);
    expect(chiSquareUpperTail(Number.POSITIVE_INFINITY, 3)).toBe(0);
  });

  it('refuses negative x and degrees that are not positive integers', () => {
    expect(() => chiSquareUpperTail(-1, 2)).toThrow(RangeError);
    expect(() => chiSquareUpperTail(1, 0)).toThrow(RangeError);
    expect(() => chiSquareUpperTail(1, 1.5)).toThrow(RangeError);
  });
});
