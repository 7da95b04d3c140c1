import { type Fault, formatPath, showValue } from './fault.ts';
import { generate, generatorFault, type NumberGenerator } from './generate.ts';
import { inputLeaves } from './inputs-schema.ts';
import type { NumberLeaf } from './leaf.ts';
import { networkLeaves } from './network-schema.ts';

export type LeafValue = number | string | readonly unknown[];

/** A leaf that follows from others at each grid point. */
export type Derivation =
  | { readonly kind: 'ratio'; readonly axis: string; readonly factor: number }
  | { readonly kind: 'critical' };

/** A leaf of a spec with its values in order. */
export interface WrittenLeaf {
  readonly path: string;
  /** True if the leaf is an axis, even of one value. */
  readonly isSwept: boolean;
  readonly values: readonly LeafValue[];
  readonly derivation?: Derivation;
}

const numberLeaves = new Map<string, NumberLeaf>([
  ...Object.entries(networkLeaves).map(([key, leaf]) => [`network.${key}`, leaf] as const),
  ...Object.entries(inputLeaves).map(([key, leaf]) => [`inputs.${key}`, leaf] as const),
]);
const nameLeaves = new Set([
  ...['activation', 'normalization', 'weights', 'parameterization'].map((key) => `network.${key}`),
  'inputs.ensemble',
  'inputs.split',
]);
/** Leaves whose plain value is a list; an axis of them is { list: [...] }. */
const listLeaves = new Set([
  'network.widths',
  'network.bottleneck',
  'inputs.matrix',
  'inputs.indices',
  'inputs.classes',
]);

/** Whether a leaf's values are names, which conditions compare by == and != alone. */
export const isNameLeaf = (path: string): boolean => nameLeaves.has(path);

interface Generator extends NumberGenerator {
  readonly list?: readonly LeafValue[] | undefined;
  readonly ratio?: readonly [string, number] | undefined;
  readonly critical?: true | undefined;
}

function readGenerator(path: string, generator: Generator, faults: Fault[]): WrittenLeaf {
  if (generator.list !== undefined) return { path, isSwept: true, values: generator.list };
  if (generator.critical !== undefined)
    return { path, isSwept: false, values: [], derivation: { kind: 'critical' } };
  if (generator.ratio !== undefined) {
    const [axis, factor] = generator.ratio;
    return { path, isSwept: false, values: [], derivation: { kind: 'ratio', axis, factor } };
  }
  const reason = generatorFault(generator);
  if (reason !== undefined) {
    faults.push({ code: 'SPEC_RANGE', path, message: `${path} ${reason}, got ${showValue(generator)}.` });
    return { path, isSwept: true, values: [] };
  }
  const leaf = numberLeaves.get(path);
  const values = generate(generator, leaf?.isInteger ?? false);
  const refused = values.findIndex((value) => leaf !== undefined && !leaf.isAllowed(value));
  if (leaf !== undefined && refused >= 0) {
    const where = `${path}.${Object.keys(generator)[0] ?? ''}`;
    const message = `${where}: value ${refused + 1} of ${values.length} ${leaf.rule}, got ${values[refused]}.`;
    faults.push({ code: 'SPEC_RANGE', path: where, message });
  }
  return { path, isSwept: true, values };
}

function checkDistinct(leaf: WrittenLeaf, faults: Fault[]): void {
  const seen = new Set<LeafValue>();
  for (const value of leaf.values) {
    const text = typeof value === 'object' ? JSON.stringify(value) : value;
    if (seen.has(text)) {
      faults.push({
        code: 'SPEC_RANGE',
        path: leaf.path,
        message: `${leaf.path} must have distinct values, got ${showValue(value)} twice.`,
      });
      return;
    }
    seen.add(text);
  }
}

/** The leaves of a parsed section in the order of the grammar, with the faults of their axes. */
export function readLeaves(
  section: string,
  content: Readonly<Record<string, unknown>>,
): { leaves: WrittenLeaf[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const leaves: WrittenLeaf[] = [];
  for (const [key, written] of Object.entries(content)) {
    if (written === undefined) continue;
    const path = formatPath([section, key]);
    let leaf: WrittenLeaf;
    if (typeof written === 'number' || typeof written === 'string')
      leaf = { path, isSwept: false, values: [written] };
    else if (Array.isArray(written))
      leaf = listLeaves.has(path)
        ? { path, isSwept: false, values: [written] }
        : { path, isSwept: true, values: written };
    else leaf = readGenerator(path, written as Generator, faults);
    checkDistinct(leaf, faults);
    leaves.push(leaf);
  }
  return { leaves, faults };
}

/** The path that a name stands for: itself, or the one path whose last key it is. */
export const resolvePath = (name: string, paths: readonly string[]): string | undefined =>
  paths.find((path) => path === name) ?? paths.find((path) => path.endsWith(`.${name}`));
