import type { z } from 'zod';
import type { Fault } from './fault.ts';
import { readLeaves, type WrittenLeaf } from './written-leaf.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** One section of a spec, as far as it can be read. */
export interface ReadSection {
  readonly leaves: readonly WrittenLeaf[];
  /** Of the leaves, and of those that are there, or must be, but cannot be read. */
  readonly paths: readonly string[];
  readonly faults: readonly Fault[];
}

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads every leaf of a section by itself, so that one that is wrong hides neither the others nor the rules between them.
 *
 * @param shape - the grammar of each key.
 */
export function readSection(
  section: string,
  shape: Readonly<Record<string, z.ZodType>>,
  written: unknown,
  rules: (written: Mapping, leaves: readonly WrittenLeaf[]) => Fault[],
): ReadSection {
  const pathOf = (key: string) => `${section}.${key}`;
  if (!isMapping(written)) return { leaves: [], paths: Object.keys(shape).map(pathOf), faults: [] };
  const content: Record<string, unknown> = {};
  const unreadable: string[] = [];
  for (const [key, schema] of Object.entries(shape)) {
    const parsed = schema.safeParse(written[key]);
    if (parsed.success) content[key] = parsed.data;
    else unreadable.push(pathOf(key));
  }
  const { leaves, faults } = readLeaves(section, content);
  return {
    leaves,
    paths: [...leaves.map((leaf) => leaf.path), ...unreadable],
    faults: [...faults, ...rules(written, leaves)],
  };
}
