import type { z } from 'zod';
import { type Fault, formatPath, ruleFault, unknownKey, unknownName } from './fault.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** The value at a path of what was written. */
function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** Of a value's alternatives the one whose outer shape fits it; failing that the first, the plain value. */
function likeliest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const mismatch = (issue: Issue) =>
    issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
  return branches.find((issues) => !issues.some(mismatch)) ?? branches[0] ?? [];
}

function faultsOf(issue: Issue, root: unknown, base: Path): Fault[] {
  const path = [...base, ...issue.path];
  const where = formatPath(path);
  const value = valueAt(root, path);
  if (issue.code === 'invalid_union') {
    if (issue.errors.length > 0)
      return likeliest(issue.errors).flatMap((inner) => faultsOf(inner, root, path));
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    if (typeof value === 'string') return [unknownName(where, value, options)];
    return [
      ruleFault(
        value === undefined ? 'SPEC_MISSING' : 'SPEC_TYPE',
        where,
        `must be one of ${options.join(', ')}`,
        value,
      ),
    ];
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(where, key, issue.message.split(' ')));
  }
  if (issue.code === 'invalid_value') {
    const options = issue.values.map(String);
    if (typeof value === 'string') return [unknownName(where, value, options)];
    const rule = options.length === 1 ? `must be ${options[0]}` : `must be one of ${options.join(', ')}`;
    return [ruleFault(value === undefined ? 'SPEC_MISSING' : 'SPEC_TYPE', where, rule, value)];
  }
  if (value === undefined) return [ruleFault('SPEC_MISSING', where, issue.message, value)];
  // A number where a number belongs is the wrong number, even if the schema calls a fraction the wrong type.
  const isWrongType =
    issue.code === 'invalid_type' &&
    !(typeof value === 'number' && /integer|number|index|digit/.test(issue.message));
  return [ruleFault(isWrongType ? 'SPEC_TYPE' : 'SPEC_RANGE', where, issue.message, value)];
}

/** What zod found, in our words: one fault per place and rule. */
export function schemaFaults(issues: readonly Issue[], root: unknown, base: Path = []): Fault[] {
  const seen = new Map<string, Fault>();
  for (const fault of issues.flatMap((issue) => faultsOf(issue, root, base))) seen.set(fault.message, fault);
  return [...seen.values()];
}
