import type { ExperimentName, Sampler } from '@widthwise/experiments';
import type { Fault } from './fault.ts';
import type { LeafValue, WrittenLeaf } from './written-leaf.ts';

/** What a spec says of all its cells; undefined where that cannot be read. */
export interface SweepChoice {
  readonly experiment: ExperimentName | undefined;
  readonly sampler: Sampler | undefined;
}

/** A grid point. */
export interface Setting extends SweepChoice {
  readonly values: ReadonlyMap<string, LeafValue>;
}

/** What must hold between the values of several leaves at every grid point that is kept. */
export interface GridRule {
  /** Paths of the leaves it looks at. */
  readonly reads: readonly string[];
  readonly check: (setting: Setting) => Fault | undefined;
}

/** Combinations above which a rule waits for the grid points. */
const MOST_COMBINATIONS = 1000;

/** Every combination of the values of some leaves; those that follow from others have none. */
function* combinations(leaves: readonly WrittenLeaf[]): Generator<ReadonlyMap<string, LeafValue>> {
  const [leaf, ...rest] = leaves;
  if (leaf === undefined) yield new Map();
  else
    for (const others of combinations(rest))
      for (const value of leaf.values) yield new Map([[leaf.path, value], ...others]);
}

/** The fault of a rule that holds nowhere on the grid, so that it can be told together with those of the grammar. */
function hopeless(
  { reads, check }: GridRule,
  leaves: readonly WrittenLeaf[],
  choice: SweepChoice,
): Fault | undefined {
  const read = leaves.filter(({ path }) => reads.includes(path));
  if (read.reduce((count, { values }) => count * values.length, 1) > MOST_COMBINATIONS) return undefined;
  let first: Fault | undefined;
  for (const values of combinations(read)) {
    const fault = check({ ...choice, values });
    if (fault === undefined) return undefined;
    first ??= fault;
  }
  return first;
}

/**
 * Faults of the rules that no grid point can meet.
 *
 * @param unreadable - paths of leaves that are written but cannot be read: rules that look at them are left out.
 */
export const hopelessFaults = (
  gridRules: readonly GridRule[],
  leaves: readonly WrittenLeaf[],
  unreadable: readonly string[],
  choice: SweepChoice,
): Fault[] =>
  gridRules
    .filter(({ reads }) => !reads.some((path) => unreadable.includes(path)))
    .flatMap((rule) => hopeless(rule, leaves, choice) ?? []);
