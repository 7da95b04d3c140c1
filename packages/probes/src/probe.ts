import type { Observation, Statistics, StatisticsLayout } from '@widthwise/stats';
import type { FeatureRequest, Features } from './features.ts';

/** The network a probe looks at. */
export interface ProbeShape {
  /** Neurons N_l of every layer. */
  readonly widths: readonly number[];
  readonly depth: number;
  /** Number B of inputs. */
  readonly inputs: number;
}

/** Options of a probe as stored in the plan: every one has a value. */
export type ProbeOptions = Readonly<Record<string, number>>;

export interface ProbeOption {
  readonly description: string;
  readonly defaultValue: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly isInteger: boolean;
}

/** One stored kind of number. */
export interface Quantity {
  /** Stored name, kebab-case; never renamed. */
  readonly name: string;
  readonly symbol: string;
  /** 'z²', 'nats', '1', … */
  readonly unit: string;
  readonly description: string;
}

/** Where a number belongs. One-based; undefined where an item does not apply. */
export interface EstimateKey {
  readonly quantity: string;
  readonly layer?: number;
  readonly step?: number;
  readonly inputA?: number;
  readonly inputB?: number;
}

export interface Estimate extends EstimateKey {
  /** Undefined (stored as NULL) when there are too few networks. */
  readonly value: number | undefined;
  /** Over networks. */
  readonly standardError: number | undefined;
  readonly networks: number;
}

/** A merged histogram: exact counts. */
export interface Histogram extends EstimateKey {
  readonly counts: Float64Array;
}

export interface ProbeResult {
  readonly estimates: readonly Estimate[];
  readonly histograms: readonly Histogram[];
}

export interface Probe<F = Features> {
  readonly name: string;
  /** The experiment whose networks it looks at. */
  readonly experiment: 'equilibrium' | 'propagate';
  /** Present if only explicit weight matrices have what it looks at. */
  readonly needsWeights?: true;
  /** Raised when the observables or estimators change meaning. */
  readonly version: number;
  readonly options: Readonly<Record<string, ProbeOption>>;
  readonly quantities: readonly Quantity[];
  features(shape: ProbeShape, options: ProbeOptions): FeatureRequest;
  layout(shape: ProbeShape, options: ProbeOptions): StatisticsLayout;
  /** One network → its observables, written into `out` (zeroed before the call). */
  observe(features: F, shape: ProbeShape, options: ProbeOptions, out: Observation): void;
  estimate(statistics: Statistics, shape: ProbeShape, options: ProbeOptions): ProbeResult;
}

/** A probe as a plan names it. */
export interface ProbeSelection {
  readonly name: string;
  readonly version: number;
  readonly options: ProbeOptions;
}
