import { holds } from './condition.ts';
import { type Fault, SpecError } from './fault.ts';
import type { ParsedSpec } from './parse-spec.ts';
import { type LeafValue, resolvePath, type WrittenLeaf } from './written-leaf.ts';

/** Cells above which a plan must be forced, and above which it is refused all the same (about a kilobyte each). */
const CELL_LIMIT = 1_000_000n;
const FORCED_CELL_LIMIT = 10_000_000n;

/** One point of the grid: every leaf with its value, and those of the swept and derived axes by path. */
export interface GridPoint {
  readonly values: ReadonlyMap<string, LeafValue>;
  readonly axes: Readonly<Record<string, number | string>>;
}

/** σ_w on the order-chaos boundary of an activation and σ_b, or undefined where there is none. */
export type CriticalSigmaW = (values: ReadonlyMap<string, LeafValue>) => number | undefined;

/** Axes that move together: one alone, or those of a zip. */
interface Dimension {
  readonly members: readonly WrittenLeaf[];
  readonly length: number;
}

function dimensionsOf({ leaves, zip }: ParsedSpec): Dimension[] {
  const dimensions: Dimension[] = [];
  const placed = new Set<string>();
  for (const leaf of leaves) {
    if (!leaf.isSwept || placed.has(leaf.path)) continue;
    const group = zip.find((paths) => paths.includes(leaf.path));
    const members =
      group === undefined ? [leaf] : leaves.filter((candidate) => group.includes(candidate.path));
    for (const member of members) placed.add(member.path);
    dimensions.push({ members, length: leaf.values.length });
  }
  return dimensions;
}

/** Number of grid points before `when` and `exclude`; exact, since the product of axes can leave the safe integers. */
export const gridCount = (parsed: ParsedSpec): bigint =>
  dimensionsOf(parsed).reduce((count, { length }) => count * BigInt(length), 1n);

function requireCellCount(count: bigint, force: boolean): void {
  const limit = force ? FORCED_CELL_LIMIT : CELL_LIMIT;
  if (count <= limit) return;
  const advice = force ? 'Split the sweep.' : 'Thin an axis, or pass --force.';
  const fault: Fault = {
    code: 'SPEC_TOO_LARGE',
    path: 'spec',
    message: `spec must have at most ${limit} cells, got ${count}. ${advice}`,
  };
  throw new SpecError([fault]);
}

function derive(
  leaf: WrittenLeaf,
  values: ReadonlyMap<string, LeafValue>,
  criticalSigmaW: CriticalSigmaW,
): number {
  const { derivation, path } = leaf;
  if (derivation?.kind === 'ratio') {
    const base = values.get(resolvePath(derivation.axis, [...values.keys()]) ?? '');
    return Math.max(1, Math.round(derivation.factor * Number(base)));
  }
  const sigmaW = criticalSigmaW(values);
  if (sigmaW !== undefined) return sigmaW;
  const at = [...values].map(([key, value]) => `${key} ${value}`).join(', ');
  const message = `${path}.critical: no critical σ_w exists or was found at ${at}. Give sigmaW itself.`;
  throw new SpecError([{ code: 'SPEC_RANGE', path: `${path}.critical`, message }]);
}

const axisText = (value: LeafValue): number | string =>
  typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value);

/**
 * The grid points of a spec, first axis slowest, in the order of the grammar; those that `when` and `exclude` leave.
 *
 * @throws SpecError if there are more points than allowed, counted before any is made.
 */
export function* expand(
  parsed: ParsedSpec,
  options: { readonly force: boolean; readonly criticalSigmaW: CriticalSigmaW },
): Generator<GridPoint> {
  const count = gridCount(parsed);
  requireCellCount(count, options.force);
  const dimensions = dimensionsOf(parsed);
  const derived = parsed.leaves.filter((leaf) => leaf.derivation !== undefined);
  for (let point = 0; point < Number(count); point++) {
    const values = new Map<string, LeafValue>();
    for (const leaf of parsed.leaves)
      if (!leaf.isSwept && leaf.values[0] !== undefined) values.set(leaf.path, leaf.values[0]);
    const axes: Record<string, number | string> = {};
    let rest = point;
    for (const { members, length } of [...dimensions].reverse()) {
      const index = rest % length;
      rest = (rest - index) / length;
      for (const { path, values: choices } of members) values.set(path, choices[index] ?? 0);
    }
    for (const leaf of derived) values.set(leaf.path, derive(leaf, values, options.criticalSigmaW));
    for (const { path, isSwept, derivation } of parsed.leaves) {
      if (isSwept || derivation !== undefined) axes[path] = axisText(values.get(path) ?? 0);
    }
    const isKept =
      parsed.when.every((c) => holds(c, values)) && !parsed.exclude.some((c) => holds(c, values));
    if (isKept) yield { values, axes };
  }
}
