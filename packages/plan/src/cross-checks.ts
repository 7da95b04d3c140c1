import { type Condition, parseCondition } from './condition.ts';
import { conflict, type Fault, ruleFault, unknownName } from './fault.ts';
import { isNameLeaf, resolvePath, type WrittenLeaf } from './written-leaf.ts';

/** Last keys of paths: what users mostly write. */
const shortNames = (paths: readonly string[]): string[] =>
  paths.map((path) => path.slice(path.indexOf('.') + 1));

/** Texts of a list by position; undefined where there is none. */
const textsOf = (written: unknown): (string | undefined)[] =>
  Array.isArray(written) ? written.map((entry) => (typeof entry === 'string' ? entry : undefined)) : [];

/** Axes that go along with each other; each inner list has the paths of one zip. */
export function readZip(
  written: unknown,
  leaves: readonly WrittenLeaf[],
  paths: readonly string[],
): { groups: string[][]; faults: Fault[] } {
  const faults: Fault[] = [];
  const used = new Set<string>();
  const groups = (Array.isArray(written) ? written : []).map((group: unknown, g) => {
    const members: { path: string; length: number }[] = [];
    for (const [i, name] of textsOf(group).entries()) {
      if (name === undefined) continue;
      const where = `zip[${g}][${i}]`;
      const path = resolvePath(name, paths);
      if (path === undefined) {
        faults.push(unknownName(where, name, shortNames(paths)));
        continue;
      }
      if (used.has(path)) faults.push(conflict(where, `names ${path}, which is zipped already.`));
      used.add(path);
      const leaf = leaves.find((candidate) => candidate.path === path);
      if (leaf === undefined) continue;
      if (leaf.isSwept) members.push({ path, length: leaf.values.length });
      else faults.push(ruleFault('SPEC_CONFLICT', where, 'must name an axis of several values', name));
    }
    if (new Set(members.map((member) => member.length)).size > 1) {
      const lengths = members.map((member) => `${member.path} has ${member.length}`).join(', ');
      faults.push(conflict(`zip[${g}]`, `must pair axes of equal length: ${lengths} values.`));
    }
    return members.map((member) => member.path);
  });
  return { groups, faults };
}

/** Conditions of `when` or `exclude`. */
export function readConditions(
  key: 'when' | 'exclude',
  written: unknown,
  paths: readonly string[],
): { conditions: Condition[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const conditions: Condition[] = [];
  for (const [i, text] of textsOf(written).entries()) {
    if (text === undefined) continue;
    const where = `${key}[${i}]`;
    const read = parseCondition(text, paths, isNameLeaf);
    if ('rule' in read) faults.push(ruleFault('SPEC_CONDITION', where, read.rule, text));
    else if ('unknownName' in read) faults.push(unknownName(where, read.unknownName, shortNames(paths)));
    else conditions.push(read);
  }
  return { conditions, faults };
}

/** The axis that a ratio refers to must be another numeric leaf that is itself written out. */
export function derivationFaults(leaves: readonly WrittenLeaf[], paths: readonly string[]): Fault[] {
  return leaves.flatMap(({ path, derivation }) => {
    if (derivation?.kind !== 'ratio') return [];
    const target = resolvePath(derivation.axis, paths);
    const where = `${path}.ratio[0]`;
    if (target === undefined) return [unknownName(where, derivation.axis, shortNames(paths))];
    const leaf = leaves.find((candidate) => candidate.path === target);
    if (
      leaf === undefined ||
      (leaf.derivation === undefined && leaf.values.every((value) => typeof value === 'number'))
    )
      return [];
    return [
      ruleFault(
        'SPEC_CONFLICT',
        where,
        'must name an axis of numbers that is not derived itself',
        derivation.axis,
      ),
    ];
  });
}
