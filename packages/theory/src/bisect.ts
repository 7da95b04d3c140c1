/**
 * Root of a function that changes sign once on an interval, to the last bits of its abscissa.
 *
 * @param f - continuous; positive at `positiveEnd`, negative or zero at `negativeEnd`.
 * @param positiveEnd - one end.
 * @param negativeEnd - the other end, on either side.
 * @returns x with f(x) ≈ 0: the interval is halved until it holds no further float64 or 200 times.
 */
export function bisect(f: (x: number) => number, positiveEnd: number, negativeEnd: number): number {
  let positive = positiveEnd;
  let negative = negativeEnd;
  for (let step = 0; step < 200; step += 1) {
    const middle = (positive + negative) / 2;
    if (middle === positive || middle === negative) break;
    if (f(middle) > 0) positive = middle;
    else negative = middle;
  }
  return negative;
}
