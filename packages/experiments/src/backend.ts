import type { Activation, Architecture, InputData } from '@widthwise/network';
import type { EquilibriumFeatures, FeatureRequest, NetworkFeatures } from '@widthwise/probes';
import type { TiedFamily } from '@widthwise/theory';

/** Random-number key of a cell: the first 64 bits of its id. */
export type StreamKey = readonly [number, number];

/** A block of networks of one cell. */
export interface NetworkBlock {
  readonly key: StreamKey;
  readonly architecture: Architecture;
  readonly activation: Activation;
  readonly inputs: InputData;
  readonly first: number;
  readonly count: number;
}

/** What `propagate` asks of a backend: a block of networks pushed forward layer by layer. */
export interface PropagateTask extends NetworkBlock {
  readonly features: FeatureRequest;
  /** Standard deviation by which PIT counts divide z: √q of infinite width; [L][probedInputs]. */
  readonly pitScales: Float64Array;
  /** Inner edges of the PIT bins in units of the scale, ascending; pitBins − 1 values. */
  readonly pitEdges: Float64Array;
}

/**
 * What `equilibrium` asks of a backend: h ← W φ(h) + x from h = x for each input of each network, with W = σ_w W̃ and
 * x drawn per network, until it settles or for `architecture.depth` iterations.
 */
export interface EquilibriumTask extends NetworkBlock {
  /** Law of W. */
  readonly family: TiedFamily;
  /** True if every iteration has a W of its own, which its inputs share. */
  readonly isUntied: boolean;
  /** Largest ‖h_{t+1} − h_t‖/‖h_t‖ of a state that has settled. */
  readonly tolerance: number;
}

/** A network that left the floating-point range. It is an outcome, not a number: it enters no average. */
export interface NonFinite {
  /** One-based; of experiment `equilibrium`, the iteration. */
  readonly nonFiniteLayer: number;
}

/** Visits come in ascending network order; the arrays are reused, so the visitor copies what it keeps. */
export type NetworkVisitor<F = NetworkFeatures> = (network: number, outcome: F | NonFinite) => void;

export interface Backend {
  /** Backend, variant, library version, device class: results of different fingerprints are never merged. */
  readonly fingerprint: string;
  propagate(task: PropagateTask, visit: NetworkVisitor): Promise<void>;
  equilibrium(task: EquilibriumTask, visit: NetworkVisitor<EquilibriumFeatures>): Promise<void>;
}
