/**
 * Checks one number of an ensemble's parameters.
 *
 * @param name - path within the spec, such as "inputs.squaredNorm".
 * @param value - the value found.
 * @param rule - what it must be, in words; the message ends with the value.
 * @param isAllowed - whether the rule holds.
 * @throws RangeError with code SPEC_RANGE in its message.
 */
export function requireDomain(name: string, value: number, rule: string, isAllowed: boolean): void {
  if (!isAllowed) throw new RangeError(`SPEC_RANGE: ${name} must be ${rule}, got ${value}.`);
}

/** |x|²/n₀ must be finite and not negative. */
export const requireSquaredNorm = (value: number): void =>
  requireDomain('inputs.squaredNorm', value, 'a finite number ≥ 0', Number.isFinite(value) && value >= 0);

/** Correlations lie in [−1, 1]. */
export const requireCorrelation = (name: string, value: number): void =>
  requireDomain(name, value, 'in [-1, 1]', value >= -1 && value <= 1);

/** Counts and dimensions are positive integers. */
export const requirePositiveInteger = (name: string, value: number): void =>
  requireDomain(name, value, 'a positive integer', Number.isSafeInteger(value) && value > 0);
