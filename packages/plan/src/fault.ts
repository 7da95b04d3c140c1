import { nearestName } from '@widthwise/network';

export type FaultCode =
  | 'SPEC_MISSING'
  | 'SPEC_TYPE'
  | 'SPEC_RANGE'
  | 'SPEC_UNKNOWN_KEY'
  | 'SPEC_UNKNOWN_NAME'
  | 'SPEC_CONFLICT'
  | 'SPEC_CONDITION'
  | 'SPEC_TOO_LARGE'
  | 'BACKEND_UNAVAILABLE';

/** One thing that is wrong with a spec. */
export interface Fault {
  readonly code: FaultCode;
  /** Where, such as "network.width[2]"; "spec" for the whole. */
  readonly path: string;
  /** What holds there, and what was found, as one sentence that begins with the path. */
  readonly message: string;
}

/** All faults of a spec, together. */
export class SpecError extends Error {
  readonly code = 'SPEC_INVALID';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => `${fault.code}: ${fault.message}`).join('\n'));
    this.name = 'SpecError';
    this.faults = faults;
  }
}

/** A path as users write it: dots between keys, brackets around indices. */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? String(step) : `.${String(step)}`;
  }
  return text === '' ? 'spec' : text;
}

/** The value found, short enough for one line. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** "must be …, got …." at a path. */
export const ruleFault = (code: FaultCode, path: string, rule: string, found: unknown): Fault => ({
  code,
  path,
  message: `${path} ${rule}, got ${showValue(found)}.`,
});

/** Two things that exclude each other; the rule goes on from the path. */
export const conflict = (path: string, rule: string): Fault => ({
  code: 'SPEC_CONFLICT',
  path,
  message: `${path} ${rule}`,
});

/** An unregistered name, with the nearest registered one. */
export function unknownName(path: string, found: string, registered: readonly string[]): Fault {
  const near = nearestName(found, registered);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  const list = registered.length === 0 ? '' : ` Known: ${[...registered].sort().join(', ')}.`;
  return {
    code: 'SPEC_UNKNOWN_NAME',
    path,
    message: `${path} ${showValue(found)} is not known.${hint}${list}`,
  };
}

/** A key that the grammar does not have, with the nearest one it has. */
export function unknownKey(path: string, key: string, allowed: readonly string[]): Fault {
  const near = nearestName(key, allowed);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  return {
    code: 'SPEC_UNKNOWN_KEY',
    path,
    message: `${path} has no key ${showValue(key)}.${hint} Keys: ${allowed.join(', ')}.`,
  };
}
