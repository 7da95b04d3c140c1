import { z } from 'zod';
import type { Condition } from './condition.ts';
import { derivationFaults, inputFaults, networkFaults, readConditions, readZip } from './cross-checks.ts';
import { type Fault, SpecError } from './fault.ts';
import { inputsSchema } from './inputs-schema.ts';
import { networkSchema } from './network-schema.ts';
import { probeName } from './probes-schema.ts';
import { schemaFaults } from './schema-faults.ts';
import { type Spec, specSchema } from './spec.ts';
import { isLeafPath, readLeaves, type WrittenLeaf } from './written-leaf.ts';

/** A spec without faults, ready to be expanded. */
export interface ParsedSpec {
  readonly spec: Spec;
  readonly leaves: readonly WrittenLeaf[];
  /** Paths of axes that go along with each other. */
  readonly zip: readonly (readonly string[])[];
  readonly when: readonly Condition[];
  readonly exclude: readonly Condition[];
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What can be said about one section by itself, so that a fault elsewhere does not hide its faults. */
function readSection(
  key: string,
  schema: z.ZodType<Record<string, unknown>>,
  written: unknown,
  rules: (content: Readonly<Record<string, unknown>>, leaves: readonly WrittenLeaf[]) => Fault[],
) {
  const parsed = schema.safeParse(written);
  if (!parsed.success) {
    const keys = isMapping(written) ? Object.keys(written) : [];
    return { leaves: [], paths: keys.map((name) => `${key}.${name}`).filter(isLeafPath), faults: [] };
  }
  const { leaves, faults } = readLeaves(key, parsed.data);
  return {
    leaves,
    paths: leaves.map((leaf) => leaf.path),
    faults: [...faults, ...rules(parsed.data, leaves)],
  };
}

const strings = z.array(z.string());
const part = <T>(schema: z.ZodType<T>, written: unknown, otherwise: T): T => {
  const parsed = schema.safeParse(written);
  return parsed.success ? parsed.data : otherwise;
};

function samplingFaults(raw: Readonly<Record<string, unknown>>): Fault[] {
  const faults: Fault[] = [];
  if (raw.device !== undefined && raw.sampler !== 'dense') {
    faults.push({
      code: 'SPEC_CONFLICT',
      path: 'device',
      message:
        'device belongs to sampler dense; gram runs on the processor. Leave it out, or set sampler: dense.',
    });
  }
  const names = (Array.isArray(raw.probes) ? raw.probes : [])
    .map(probeName)
    .filter((name) => name !== undefined);
  for (const name of new Set(names.filter((name, i) => names.indexOf(name) !== i))) {
    faults.push({ code: 'SPEC_CONFLICT', path: 'probes', message: `probes name ${name} more than once.` });
  }
  return faults;
}

/**
 * Checks a whole spec, as read from YAML or JSON.
 *
 * @throws SpecError with every fault found, not only the first.
 */
export function parseSpec(written: unknown): ParsedSpec {
  const parsed = specSchema.safeParse(written);
  const faults = parsed.success ? [] : schemaFaults(parsed.error.issues, written);
  if (!isMapping(written)) throw new SpecError(faults);
  const network = readSection('network', networkSchema, written.network, networkFaults);
  const inputs = readSection('inputs', inputsSchema, written.inputs ?? { ensemble: 'pair' }, inputFaults);
  const leaves = [...network.leaves, ...inputs.leaves];
  const paths = [...network.paths, ...inputs.paths];
  const zip = readZip(part(z.array(strings), written.zip, []), leaves, paths);
  const when = readConditions('when', part(strings, written.when, []), paths);
  const exclude = readConditions('exclude', part(strings, written.exclude, []), paths);
  faults.push(
    ...network.faults,
    ...inputs.faults,
    ...derivationFaults(leaves, paths),
    ...zip.faults,
    ...when.faults,
    ...exclude.faults,
    ...samplingFaults(written),
  );
  if (!parsed.success || faults.length > 0) throw new SpecError(faults);
  return { spec: parsed.data, leaves, zip: zip.groups, when: when.conditions, exclude: exclude.conditions };
}
