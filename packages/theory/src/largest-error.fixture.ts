/** Collects the errors a test asserts, for its line of docs/accuracy.md. */
export function largestError() {
  let largest = 0;
  /** Gives the error back, so that it is asserted where it is measured. */
  const of = (error: number): number => {
    largest = Math.max(largest, error);
    return error;
  };
  return {
    of,
    /** |value − reference|, infinite for a missing value. */
    between: (value: number | undefined, reference: number): number =>
      of(value === undefined ? Number.POSITIVE_INFINITY : Math.abs(value - reference)),
    toString: () => (largest < 0.1 ? largest.toExponential(1) : largest.toFixed(1)),
  };
}
