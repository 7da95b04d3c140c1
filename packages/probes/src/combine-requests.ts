import type { FeatureRequest } from './features.ts';

/**
 * What several probes together ask of the sampler: the maximum of each item, so that each finds its part in front.
 *
 * @throws RangeError if two ask for PIT histograms with different numbers of bins, since counts cannot be refined.
 */
export function combineRequests(requests: readonly FeatureRequest[]): FeatureRequest {
  const combined = { probedInputs: 0, neurons: 0, pitBins: 0, pushforwardSamples: 0 };
  for (const request of requests) {
    if (combined.pitBins > 0 && request.pitBins > 0 && combined.pitBins !== request.pitBins) {
      throw new RangeError(
        `probes of one cell must ask for one number of PIT bins, got ${combined.pitBins} and ${request.pitBins}`,
      );
    }
    combined.probedInputs = Math.max(combined.probedInputs, request.probedInputs);
    combined.neurons = Math.max(combined.neurons, request.neurons);
    combined.pitBins = Math.max(combined.pitBins, request.pitBins);
    combined.pushforwardSamples = Math.max(combined.pushforwardSamples, request.pushforwardSamples);
  }
  return combined;
}
