/**
 * Root of a continuous function that changes sign on an interval, by Ridders' method: the interval at least
 * halves with every two evaluations, and near a simple root the number of correct digits doubles.
 *
 * @param f - continuous, of opposite signs at the two ends (zero counts as either).
 * @param from - one end.
 * @param to - the other end, on either side.
 * @returns x with f(x) ≈ 0, to 4 · 2⁻⁵² relative where f allows.
 * @throws RangeError if both ends have the same sign.
 *
 * Source: Ridders 1979, IEEE Transactions on Circuits and Systems 26, 979.
 *
 * @example
 * bracketedRoot((x) => x * x - 2, 1, 2); // ≈ 1.4142135623730951
 */
export function bracketedRoot(f: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (fa > 0 === fb > 0) throw new RangeError(`no change of sign between ${from} and ${to}.`);
  let last = Number.NaN;
  for (let step = 0; step < 100; step += 1) {
    const middle = (a + b) / 2;
    const fm = f(middle);
    if (fm === 0 || middle === a || middle === b) return middle;
    const x = middle + ((middle - a) * Math.sign(fa) * fm) / Math.sqrt(fm * fm - fa * fb);
    const fx = f(x);
    if (fx === 0 || Math.abs(x - last) <= 4 * Number.EPSILON * Math.abs(x)) return x;
    last = x;
    if (fm > 0 !== fx > 0) [a, fa, b, fb] = [middle, fm, x, fx];
    else if (fa > 0 !== fx > 0) [b, fb] = [x, fx];
    else [a, fa] = [x, fx];
  }
  return last;
}
