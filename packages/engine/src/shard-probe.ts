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
  leafStatistics,
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
    const identity = { network, hash: hashNetwork(this.#origin.key, network) };
    this.#tree.add(leafStatistics(this.layout, this.#observation, identity));
  }

  /** Passes over the next network, which failed. */
  skip(): void {
    this.#tree.add(emptyStatistics(this.layout));
  }

  finish(): ShardStatistics {
    const { name, version } = this.#selection;
    return { probe: name, version, statistics: this.#tree.finish() };
  }

  #requireFinite(network: number): void {
    for (const [part, values] of Object.entries(this.#observation)) {
      for (let i = 0; i < values.length; i += 1) {
        if (Number.isFinite(values[i])) continue;
        throw new NumericalNonFiniteError(
          `probe ${this.#selection.name} made ${values[i]} of finite values, in ${part}[${i}] ` +
            `(cell ${this.#origin.cellId.slice(0, 8)}, network ${network}).`,
        );
      }
    }
  }
}
