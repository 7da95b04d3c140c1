import { type Fault, ruleFault, SpecError, unknownName } from './fault.ts';
import { resolvePath } from './written-leaf.ts';

/** What a sweep is to have more of. */
export interface Extension {
  /** Networks per cell; as before if undefined. */
  readonly networks?: number;
  /** Values to add to axes, each named by path or by its last key. */
  readonly added: readonly { readonly axis: string; readonly values: readonly (number | string)[] }[];
}

type Section = Readonly<Record<string, unknown>>;
type Axis = readonly (number | string)[];

const isSection = (value: unknown): value is Section =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isValue = (value: unknown): value is number | string =>
  typeof value === 'number' || typeof value === 'string';

/** The values of a stored leaf; undefined for one that follows from others, or whose values are lists. */
function axisOf(leaf: unknown): Axis | undefined {
  if (isValue(leaf)) return [leaf];
  const list = isSection(leaf) ? leaf.list : undefined;
  return Array.isArray(list) && list.every(isValue) ? list : undefined;
}

/** An ascending axis stays so, and the spec becomes the one that would have been written at once. */
function addValues(axis: Axis, values: Axis): Axis {
  const isAscending = axis.every((value, i) => {
    const next = axis[i + 1];
    return typeof value === 'number' && (next === undefined || (typeof next === 'number' && value < next));
  });
  const all = [...axis, ...values];
  return isAscending ? [...all].sort((a, b) => Number(a) - Number(b)) : all;
}

interface Target {
  readonly section: string;
  readonly key: string;
  readonly axis: Axis;
}

function findTarget(
  spec: Section,
  { axis: name, values }: Extension['added'][number],
  faults: Fault[],
): Target | undefined {
  const paths = ['network', 'inputs'].flatMap((section) => {
    const content = spec[section];
    return isSection(content) ? Object.keys(content).map((key) => `${section}.${key}`) : [];
  });
  const path = resolvePath(name, paths);
  if (path === undefined) {
    faults.push(unknownName('spec', name, paths));
    return undefined;
  }
  const [section = '', key = ''] = path.split('.');
  const content = spec[section];
  const axis = axisOf(isSection(content) ? content[key] : undefined);
  if (axis === undefined) {
    faults.push({
      code: 'SPEC_CONFLICT',
      path,
      message: `${path} must be numbers or names to be added to: it follows from other axes, or its values are lists. Write a spec.`,
    });
    return undefined;
  }
  const known = values.filter((value) => axis.includes(value));
  if (known.length > 0) {
    faults.push({
      code: 'SPEC_CONFLICT',
      path,
      message: `${path} has ${known.join(', ')} already.`,
    });
    return undefined;
  }
  return { section, key, axis };
}

const isZipped = (spec: Section, { section, key }: Target): boolean =>
  Array.isArray(spec.zip) &&
  spec.zip.some((paths) => Array.isArray(paths) && paths.includes(`${section}.${key}`));

function checkNetworks(spec: Section, networks: number | undefined): Fault[] {
  if (networks === undefined || (Number.isInteger(networks) && networks >= Number(spec.networks))) return [];
  const rule = `must be an integer of at least ${Number(spec.networks)}, which the sweep has`;
  return [ruleFault('SPEC_RANGE', 'networks', rule, networks)];
}

/**
 * The spec of a stored sweep with more networks or more values of its axes: what the sweep has, the extended one has
 * too. Axes that go along with each other are added to at their ends, so that their values stay paired.
 *
 * @param stored - a stored spec.
 * @returns a spec, to be planned.
 * @throws SpecError with every fault found.
 */
export function extendSpec(stored: unknown, extension: Extension): Section {
  if (!isSection(stored)) throw new SpecError([ruleFault('SPEC_TYPE', 'spec', 'must be a mapping', stored)]);
  const faults = checkNetworks(stored, extension.networks);
  let extended: Section = stored;
  for (const addition of extension.added) {
    const target = findTarget(extended, addition, faults);
    if (target === undefined) continue;
    const { section, key, axis } = target;
    const content = extended[section];
    const list = isZipped(extended, target)
      ? [...axis, ...addition.values]
      : addValues(axis, addition.values);
    extended = { ...extended, [section]: { ...(isSection(content) ? content : {}), [key]: { list } } };
  }
  if (faults.length > 0) throw new SpecError(faults);
  return extension.networks === undefined ? extended : { ...extended, networks: extension.networks };
}
