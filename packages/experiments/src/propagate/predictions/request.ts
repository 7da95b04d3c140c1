import type { FeatureRequest, ProbeOptions } from '@widthwise/probes';

/** What a probe asks for, as far as its theory depends on it. */
export interface PredictorRequest {
  readonly features: FeatureRequest;
  readonly options: ProbeOptions;
}
