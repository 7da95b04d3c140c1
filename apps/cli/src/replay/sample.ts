import { createHash } from 'node:crypto';
import { UsageError } from '../errors.ts';

const SHARE = /^(\d+(?:\.\d+)?|\.\d+)(%?)$/;

/** Reads "1%" or "0.01". @throws UsageError if it is no share above 0 and up to 1. */
export function parseShare(text: string): number {
  const [, digits, percent] = SHARE.exec(text.trim()) ?? [];
  const share = Number(digits) / (percent === '%' ? 100 : 1);
  if (!(share > 0 && share <= 1))
    throw new UsageError(`SAMPLE: --sample must be a share such as 1% or 0.01, up to 100%, got "${text}".`);
  return share;
}

/** A share of the ids, at least one: those whose hash with the seed is smallest, so that every seed draws another sample. */
export function drawSample(ids: readonly string[], share: number, seed: number): readonly string[] {
  const rank = (id: string): string => createHash('sha256').update(`${seed} ${id}`).digest('hex');
  return ids
    .map((id) => [rank(id), id] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, Math.ceil(share * ids.length))
    .map(([, id]) => id);
}
