export { combineRequests } from './combine-requests.ts';
export type {
  EquilibriumFeatures,
  FeatureRequest,
  Features,
  NetworkFeatures,
} from './features.ts';
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
export { probes, resolveProbe } from './registry.ts';
