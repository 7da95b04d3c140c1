import { type ExperimentParameters, experiments, NUMERICS_VERSION } from '@widthwise/experiments';
import type { ProbeSelection } from '@widthwise/probes';
import { type BackendChoice, chooseBackend } from './backend-choice.ts';
import { contentId } from './canonical.ts';
import { CellChecks } from './cell-checks.ts';
import { parametersAt } from './cell-parameters.ts';
import { criticalSigmaWOf } from './critical-sigma-w.ts';
import { expand, type GridPoint } from './expand.ts';
import { type Fault, SpecError } from './fault.ts';
import { lineageId, makeCell } from './identity.ts';
import { type ParsedSpec, parseSpec } from './parse-spec.ts';
import { selectProbes } from './probes-schema.ts';
import { shardNetworksFor } from './shard.ts';
import { storedSpec } from './stored-spec.ts';
import { type PlanSummary, summarize } from './summary.ts';
import type { DeviceClass, PlannedCell, SweepPlan } from './types.ts';

export interface PlanOptions {
  /** Accept more than 10⁶ cells. */
  readonly force: boolean;
  /** Peak memory that one compute child may take. */
  readonly memoryLimitBytes: number;
  /** Device classes that cannot run here, with the reason; empty where that is not known. */
  readonly unavailable: Readonly<Partial<Record<DeviceClass, string>>>;
}

type Experiment = (typeof experiments)[keyof typeof experiments];

function plannedCell(
  content: {
    readonly seed: number;
    readonly parameters: ExperimentParameters;
    readonly axes: PlannedCell['axes'];
  },
  sweep: {
    readonly experiment: Experiment;
    readonly probes: readonly ProbeSelection[];
    readonly networks: number;
    readonly shardNetworks: number | undefined;
    readonly backend: BackendChoice;
    readonly lineage: string;
  },
): PlannedCell {
  const { experiment, probes, networks, backend, lineage } = sweep;
  const { seed, parameters, axes } = content;
  const { secondsPerNetwork, memoryBytes } = experiment.cost(parameters, probes);
  return {
    cell: makeCell({ experiment: experiment.name, version: experiment.version, seed, parameters }),
    networks,
    shardNetworks: sweep.shardNetworks ?? shardNetworksFor({ secondsPerNetwork, networks }),
    ...backend,
    lineage,
    secondsPerNetwork,
    memoryBytes,
    axes,
  };
}

/** The points of the grid; what is wrong with it is told together with what was found before. */
function* pointsOf(parsed: ParsedSpec, force: boolean, earlier: readonly Fault[]): Generator<GridPoint> {
  try {
    yield* expand(parsed, { force, criticalSigmaW: criticalSigmaWOf });
  } catch (error) {
    throw error instanceof SpecError ? new SpecError([...earlier, ...error.faults]) : error;
  }
}

/**
 * Validates a spec and expands it into a sweep.
 *
 * @param written - the spec as read from YAML or JSON.
 * @returns the plan, and what it will take on one core.
 * @throws SpecError with every fault found: of the grammar first, then of the grid, then of the cells.
 */
export function planSweep(
  written: unknown,
  options: PlanOptions,
): { readonly plan: SweepPlan; readonly summary: PlanSummary } {
  const parsed = parseSpec(written);
  const { spec } = parsed;
  const experiment = experiments[spec.experiment];
  const probes = selectProbes(spec.probes, spec.experiment);
  const backend = chooseBackend(spec.sampler, spec.device ?? 'cpu');
  const lineage = lineageId({ probes, numericsVersion: NUMERICS_VERSION, fingerprint: backend.fingerprint });
  const sweep = {
    experiment,
    probes,
    networks: spec.networks,
    shardNetworks: spec.shardNetworks,
    backend,
    lineage,
  };
  const checks = new CellChecks(options);
  checks.checkBackend(spec.sampler, backend.deviceClass);
  const cells = new Map<string, PlannedCell>();
  for (const { values, axes } of pointsOf(parsed, options.force, checks.faults)) {
    if (!checks.checkRules({ ...spec, values })) continue;
    const parameters = parametersAt(values, spec);
    checks.checkInputs(parameters);
    checks.checkSampler(parameters, probes);
    const planned = plannedCell({ seed: spec.seed, parameters, axes }, sweep);
    checks.checkMemory(planned);
    // Two grid points can be one cell, such as those of a negativeSlope axis for an activation without slope.
    if (!cells.has(planned.cell.id)) cells.set(planned.cell.id, planned);
  }
  if (cells.size === 0 && checks.faults.length === 0) {
    checks.faults.push({
      code: 'SPEC_RANGE',
      path: 'spec',
      message: 'spec must leave at least one cell, but when and exclude drop every one.',
    });
  }
  if (checks.faults.length > 0) throw new SpecError(checks.faults);
  const stored = storedSpec(parsed, probes);
  const plan = { id: contentId(stored), name: spec.name, spec: stored, probes, cells: [...cells.values()] };
  return { plan, summary: summarize(plan) };
}
