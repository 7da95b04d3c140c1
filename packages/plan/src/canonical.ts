import { createHash } from 'node:crypto';

const bytes = new DataView(new ArrayBuffer(8));

/** The float64 of a number as 16 hex digits, big-endian: text forms of one double differ between languages. */
function hexOfNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a canonical number must be finite, got ${value}`);
  bytes.setFloat64(0, value === 0 ? 0 : value);
  return bytes.getUint32(0).toString(16).padStart(8, '0') + bytes.getUint32(4).toString(16).padStart(8, '0');
}

/**
 * Canonical text of a JSON value: keys sorted by UTF-16 code unit, no spaces, numbers as the 16 hex digits of their
 * float64 (−0 as 0), keys with an undefined value left out. Two values have the same text exactly if they are equal.
 */
export function canonicalText(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return hexOfNumber(value);
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`).join(',')}}`;
  }
  throw new TypeError(`a canonical value must be JSON, got ${typeof value}`);
}

/** SHA-256 of the canonical text, in hex. */
export const contentId = (value: unknown): string =>
  createHash('sha256').update(canonicalText(value), 'utf8').digest('hex');
