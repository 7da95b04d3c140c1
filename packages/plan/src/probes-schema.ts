import type { ExperimentName } from '@widthwise/experiments';
import { type Probe, type ProbeOption, type ProbeSelection, probes } from '@widthwise/probes';
import { z } from 'zod';
import { strict } from './leaf.ts';

const registered: Readonly<Record<string, Probe>> = probes;
const names = Object.keys(registered) as [string, ...string[]];

/** What a spec that names no probes measures. */
const DEFAULT_PROBES: Readonly<Record<ExperimentName, readonly string[]>> = {
  equilibrium: ['equilibrium'],
  propagate: ['overlaps', 'relative-entropy', 'gaussianity'],
};
const defaultText = Object.entries(DEFAULT_PROBES)
  .map(([experiment, list]) => `${list.join(', ')} of experiment ${experiment}`)
  .join('; ');

function optionSchema(option: ProbeOption): z.ZodType<number | undefined> {
  const { minimum, maximum, isInteger, defaultValue, description } = option;
  const error = `must be ${isInteger ? 'an integer' : 'a number'} from ${minimum} to ${maximum}`;
  const base = isInteger ? z.int({ error }) : z.number({ error });
  return base
    .min(minimum, { error })
    .max(maximum, { error })
    .optional()
    .describe(`${description} (default ${defaultValue})`);
}

const optionsOf = (probe: Probe) =>
  strict(
    Object.fromEntries(Object.entries(probe.options).map(([key, option]) => [key, optionSchema(option)])),
  );
const oneProbe = Object.fromEntries(
  Object.entries(registered).map(([key, probe]) => [key, optionsOf(probe).optional()]),
);

const item = z.union([
  z.enum(names),
  strict(oneProbe)
    .refine((object) => Object.keys(object).length === 1, { error: 'must name exactly one probe' })
    .meta({ minProperties: 1, maxProperties: 1 }),
]);

export const probesSchema = z
  .array(item, { error: 'must be a list of probes' })
  .min(1, { error: 'must name at least one probe' })
  .max(64, { error: 'must name at most 64 probes' })
  .optional()
  .describe(`what is measured: names, or { name: { option: value } } (default ${defaultText})`);

/** Probes as a plan stores them, sorted by name: version and every option written out. */
export function selectProbes(
  items: z.output<typeof probesSchema>,
  experiment: ExperimentName,
): ProbeSelection[] {
  const chosen = new Map<string, ProbeSelection>();
  for (const entry of items ?? DEFAULT_PROBES[experiment]) {
    const [name, given] = typeof entry === 'string' ? [entry, {}] : (Object.entries(entry)[0] ?? ['', {}]);
    const probe = registered[name];
    if (probe === undefined) continue;
    const written = new Map(Object.entries(given ?? {}));
    const options = Object.fromEntries(
      Object.entries(probe.options).map(([key, option]) => [key, written.get(key) ?? option.defaultValue]),
    );
    chosen.set(name, { name, version: probe.version, options });
  }
  return [...chosen.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The name of a probe item. */
export const probeName = (item: unknown): string | undefined =>
  typeof item === 'string'
    ? item
    : typeof item === 'object' && item !== null
      ? Object.keys(item)[0]
      : undefined;
