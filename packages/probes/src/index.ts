export type { FeatureRequest, NetworkFeatures } from './features.ts';
export type {
  Estimate,
  EstimateKey,
  Histogram,
  Probe,
  ProbeOption,
  ProbeOptions,
  ProbeResult,
  ProbeSelection,
  ProbeShape,
  Quantity,
} from './probe.ts';
