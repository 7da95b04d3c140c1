/** r − ln(1 + r) ≥ 0 for r > −1. Below 1e-2 the two terms agree in too many digits, and the series is used. */
export function excessOverLog1p(r: number): number {
  if (Math.abs(r) >= 1e-2) return r - Math.log1p(r);
  let sum = 0;
  for (let order = 10; order >= 2; order--) sum = (order % 2 === 0 ? 1 : -1) / order + r * sum;
  return r * r * sum;
}
