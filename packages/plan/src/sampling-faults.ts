import { probes } from '@widthwise/probes';
import { conflict, type Fault } from './fault.ts';
import type { SweepChoice } from './grid-rule.ts';
import { probeName } from './probes-schema.ts';
import { specSchema } from './spec.ts';
import type { WrittenLeaf } from './written-leaf.ts';

type Section = Readonly<Record<string, unknown>>;

/** As far as it can be read. */
export function readChoice({ experiment, sampler }: Section): SweepChoice {
  const { shape } = specSchema;
  return {
    experiment: shape.experiment.safeParse(experiment).data,
    sampler: shape.sampler.safeParse(sampler).data,
  };
}

/** A probe of another experiment, or one that looks at what the sampler never has. */
function probeFaults(where: string, name: string, { experiment, sampler }: SweepChoice): Fault[] {
  const probe = Object.hasOwn(probes, name) ? probes[name] : undefined;
  if (probe === undefined) return [];
  const faults: Fault[] = [];
  if (experiment !== undefined && probe.experiment !== experiment)
    faults.push(
      conflict(
        where,
        `${name} belongs to experiment ${probe.experiment}, got ${experiment}. Leave it out, or set experiment: ${probe.experiment}.`,
      ),
    );
  if (probe.needsWeights && sampler === 'gram')
    faults.push(
      conflict(
        where,
        `${name} looks at explicit weights, which sampler gram does not have. Set sampler: dense, or leave it out.`,
      ),
    );
  return faults;
}

function probeListFaults(written: unknown, choice: SweepChoice): Fault[] {
  const names = (Array.isArray(written) ? written : []).map(probeName);
  const isRepeated = (name: string | undefined, i: number) => name !== undefined && names.indexOf(name) !== i;
  return [
    ...[...new Set(names.filter(isRepeated))].map((name) =>
      conflict('probes', `name ${name} more than once.`),
    ),
    ...names.flatMap((name, i) =>
      name === undefined || isRepeated(name, i) ? [] : probeFaults(`probes[${i}]`, name, choice),
    ),
  ];
}

/** The order-chaos boundary is that of layers with fresh weights and no input but the first. */
function equilibriumFaults(raw: Section, leaves: readonly WrittenLeaf[], choice: SweepChoice): Fault[] {
  if (choice.experiment === 'propagate' && raw.untied === true)
    return [
      conflict(
        'untied',
        'belongs to experiment equilibrium, got propagate. Leave it out, or set experiment: equilibrium.',
      ),
    ];
  const isCritical = leaves.some(({ derivation }) => derivation?.kind === 'critical');
  if (choice.experiment !== 'equilibrium' || !isCritical) return [];
  return [
    conflict(
      'network.sigmaW.critical',
      'belongs to experiment propagate, got equilibrium. Give sigmaW itself.',
    ),
  ];
}

/** Rules between experiment, sampler, device and probes. */
export function samplingFaults(raw: Section, leaves: readonly WrittenLeaf[], choice: SweepChoice): Fault[] {
  const isGram = raw.sampler === undefined || raw.sampler === 'gram';
  const device = conflict(
    'device',
    'belongs to sampler dense; gram runs on the processor. Leave it out, or set sampler: dense.',
  );
  return [
    ...(raw.device !== undefined && isGram ? [device] : []),
    ...probeListFaults(raw.probes, choice),
    ...equilibriumFaults(raw, leaves, choice),
  ];
}
