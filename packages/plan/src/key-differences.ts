import type { ProbeSelection } from '@widthwise/probes';
import { canonicalText } from './canonical.ts';
import type { Cell } from './types.ts';

/** All that decides which stored shards are a cell's: its own key, and what makes the lineage. */
export interface CellKey {
  readonly cell: Omit<Cell, 'id'>;
  readonly probes: readonly ProbeSelection[];
  readonly fingerprint: string;
  /** Undefined where it is not known. */
  readonly numericsVersion: number | undefined;
}

/** A field of the key in which two cells differ; a side without the field is undefined. */
export interface KeyDifference {
  /** Dotted path, such as "network.sigmaW", "seed" or "probes.gaussianity.version". */
  readonly field: string;
  readonly wanted: unknown;
  readonly stored: unknown;
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function flatten(path: string, value: unknown, into: Map<string, unknown>): void {
  if (!isMapping(value)) {
    into.set(path, value);
    return;
  }
  for (const [key, item] of Object.entries(value))
    if (item !== undefined) flatten(path === '' ? key : `${path}.${key}`, item, into);
}

function fieldsOf({ cell, probes, fingerprint, numericsVersion }: CellKey): Map<string, unknown> {
  const { parameters, experiment, version, seed } = cell;
  const byName = Object.fromEntries(
    probes.map(({ name, version: probeVersion, options }) => [name, { version: probeVersion, ...options }]),
  );
  const fields = new Map<string, unknown>();
  flatten('', { experiment: { name: experiment, version }, ...parameters, seed }, fields);
  flatten('', { probes: byName, numericsVersion, fingerprint }, fields);
  return fields;
}

/** The fields in which the keys differ, in the order of the key; none exactly if the wanted cell could be the stored one. */
export function keyDifferences(wanted: CellKey, stored: CellKey): readonly KeyDifference[] {
  const wantedFields = fieldsOf(wanted);
  const storedFields = fieldsOf(stored);
  return [...new Set([...wantedFields.keys(), ...storedFields.keys()])]
    .map((field) => ({ field, wanted: wantedFields.get(field), stored: storedFields.get(field) }))
    .filter(({ wanted: a, stored: b }) =>
      a === undefined || b === undefined ? a !== b : canonicalText(a) !== canonicalText(b),
    );
}
