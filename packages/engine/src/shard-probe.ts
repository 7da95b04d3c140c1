import {
  type Features,
  type Probe,
  type ProbeSelection,
  type ProbeShape,
  resolveProbe,
} from '@widthwise/probes';
import { hashNetwork, type StreamKey } from '@widthwise/random';
import {
  BlockTree,
  clearObservation,
  emptyObservation,
  emptyStatistics,
  type Observation,
  type Statistics,
  type StatisticsLayout,
} from '@widthwise/stats';
import { NumericalNonFiniteError, ProbeVersionError } from './errors.ts';

/** What a probe saw of a block. */
export interface ShardStatistics {
  readonly probe: string;
  readonly version: number;
  /** `statistics.networks` counts the networks that contributed: those run less the failures. */
  readonly statistics: Statistics;
}

/** Where a shard lies. */
export interface ShardOrigin {
  readonly cellId: string;
  readonly key: StreamKey;
  readonly first: number;
  /** Registered name of what its networks are put through. */
  readonly experiment: string;
}

/**
 * The probe that a plan names, if this build has that version of it.
 *
 * @throws UnknownNameError if it is not registered; ProbeVersionError if its version differs.
 */
export function selectedProbe({ name, version }: ProbeSelection): Probe {
  const probe = resolveProbe(name);
  if (probe.version !== version) {
    throw new ProbeVersionError(
      `the plan asks for ${name} v${version}, this build has v${probe.version}. Plan again.`,
    );
  }
  return probe;
}

/** One probe's statistics of a block, growing network by network. */
export class ShardProbe {
  readonly layout: StatisticsLayout;
  readonly #selection: ProbeSelection;
  readonly #probe: Probe;
  readonly #shape: ProbeShape;
  readonly #origin: ShardOrigin;
  readonly #tree: BlockTree;
  readonly #observation: Observation;

  constructor(selection: ProbeSelection, shape: ProbeShape, origin: ShardOrigin) {
    this.#selection = selection;
    this.#probe = selectedProbe(selection);
    if (this.#probe.experiment !== origin.experiment)
      throw new RangeError(
        `probe ${selection.name} looks at networks of experiment ${this.#probe.experiment}, not ${origin.experiment}.`,
      );
    this.#shape = shape;
    this.#origin = origin;
    this.layout = this.#probe.layout(shape, selection.options);
    this.#tree = new BlockTree(this.layout, origin.first);
    this.#observation = emptyObservation(this.layout);
  }

  /** Adds the next network. */
  add(network: number, features: Features): void {
    clearObservation(this.#observation);
    this.#probe.observe(features, this.#shape, this.#selection.options, this.#observation);
    this.#requireFinite(network);
    this.#tree.addObservation(this.#observation, hashNetwork(this.#origin.key, network));
  }

  /** Passes over the next network, which failed. */
  skip(): void {
    this.#tree.add(emptyStatistics(this.layout));
  }

  finish(): ShardStatistics {
    const { name, version } = this.#selection;
    return { probe: name, version, statistics: this.#tree.finish() };
  }

  /** Counters are integers that probes add up from integers; everything else is looked at. */
  #requireFinite(network: number): void {
    const { moments, groups, reservoir } = this.#observation;
    for (const [part, values] of Object.entries({ moments, groups, reservoir })) {
      if (areFinite(values)) continue;
      const at = values.findIndex((value) => !Number.isFinite(value));
      throw new NumericalNonFiniteError(
        `probe ${this.#selection.name} made ${values[at]} of finite values, in ${part}[${at}] ` +
          `(cell ${this.#origin.cellId.slice(0, 8)}, network ${network}).`,
      );
    }
  }
}

/** Zero times a number is zero exactly if the number is finite. */
function areFinite(values: Float64Array): boolean {
  let zero = 0;
  for (let i = 0; i < values.length; i += 1) zero += values[i]! * 0;
  return zero === 0;
}
