import type { z } from 'zod';
import type { Condition } from './condition.ts';
import { derivationFaults, readConditions, readZip } from './cross-checks.ts';
import { SpecError } from './fault.ts';
import { hopelessFaults } from './grid-rule.ts';
import { gridRules } from './grid-rules.ts';
import { inputFaults } from './input-checks.ts';
import { inputsSchema } from './inputs-schema.ts';
import { networkFaults } from './network-faults.ts';
import { networkSchema } from './network-schema.ts';
import { isMapping, readSection } from './read-section.ts';
import { readChoice, samplingFaults } from './sampling-faults.ts';
import { schemaFaults } from './schema-faults.ts';
import { type Spec, specSchema } from './spec.ts';
import type { WrittenLeaf } from './written-leaf.ts';

/** A spec without faults, ready to be expanded. */
export interface ParsedSpec {
  readonly spec: Spec;
  readonly leaves: readonly WrittenLeaf[];
  /** Paths of axes that go along with each other. */
  readonly zip: readonly (readonly string[])[];
  readonly when: readonly Condition[];
  readonly exclude: readonly Condition[];
}

/** The grammar of the ensemble named; of every ensemble where it names none. */
function inputShape(written: unknown): Readonly<Record<string, z.ZodType>> {
  const named = inputsSchema.options.find(
    ({ shape }) => isMapping(written) && shape.ensemble.safeParse(written.ensemble).success,
  );
  return (
    named?.shape ??
    Object.fromEntries(inputsSchema.options.flatMap(({ shape }) => Object.entries<z.ZodType>(shape)))
  );
}

/** Where width and depth must be written, conditions may name them even if they are not. */
const neededPaths = (network: unknown): string[] =>
  isMapping(network) && network.widths === undefined ? ['network.width', 'network.depth'] : [];

/**
 * Checks a whole spec, as read from YAML or JSON.
 *
 * @throws SpecError with every fault found, not only the first.
 */
export function parseSpec(written: unknown): ParsedSpec {
  const parsed = specSchema.safeParse(written);
  const faults = parsed.success ? [] : schemaFaults(parsed.error.issues, written);
  if (!isMapping(written)) throw new SpecError(faults);
  const writtenInputs = written.inputs ?? { ensemble: 'pair' };
  const network = readSection('network', networkSchema.shape, written.network, networkFaults);
  const inputs = readSection('inputs', inputShape(writtenInputs), writtenInputs, inputFaults);
  const leaves = [...network.leaves, ...inputs.leaves];
  const paths = [...new Set([...network.paths, ...inputs.paths, ...neededPaths(written.network)])];
  const unreadable = paths.filter((path) => !leaves.some((leaf) => leaf.path === path));
  const choice = readChoice(written);
  const zip = readZip(written.zip, leaves, paths);
  const when = readConditions('when', written.when, paths);
  const exclude = readConditions('exclude', written.exclude, paths);
  faults.push(
    ...network.faults,
    ...inputs.faults,
    ...derivationFaults(leaves, paths),
    ...zip.faults,
    ...when.faults,
    ...exclude.faults,
    ...samplingFaults(written, leaves, choice),
    ...hopelessFaults(gridRules, leaves, unreadable, choice),
  );
  if (!parsed.success || faults.length > 0) throw new SpecError(faults);
  return { spec: parsed.data, leaves, zip: zip.groups, when: when.conditions, exclude: exclude.conditions };
}
