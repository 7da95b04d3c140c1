/**
 * Numbers as multiples of 2⁻¹²⁸ in BigInt: tables made of them have the same bits everywhere, which Math.tanh and its kin do
 * not promise.
 */
const BITS = 128n;

export const ONE = 1n << BITS;

export function multiply(x: bigint, y: bigint): bigint {
  return (x * y) >> BITS;
}

export function divide(x: bigint, y: bigint): bigint {
  return (x << BITS) / y;
}

/** The nearest float64: Number rounds a BigInt to nearest, and the power of two is exact. */
export function toNumber(x: bigint): number {
  return Number(x) / 2 ** 128;
}

export function squareRoot(x: bigint): bigint {
  const radicand = x << BITS;
  let root = 1n << BigInt(Math.ceil(radicand.toString(2).length / 2));
  for (;;) {
    const next = (root + radicand / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** arctan(1/n) by its series. */
function inverseTangent(n: bigint): bigint {
  let sum = 0n;
  let term = ONE / n;
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += k % 4n === 1n ? term / k : -(term / k);
    term /= n * n;
  }
  return sum;
}

/** π = 16 arctan(1/5) − 4 arctan(1/239) (Machin 1706), to a few units of 2⁻¹²⁸. */
export const PI = 16n * inverseTangent(5n) - 4n * inverseTangent(239n);
