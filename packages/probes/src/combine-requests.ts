import type { FeatureRequest, TangentRequest } from './features.ts';

/**
 * What several probes together ask of the sampler: the maximum of each item, so that each finds its part in front.
 *
 * @throws RangeError if two ask for PIT histograms with different numbers of bins, since counts cannot be refined, or for tangents
 * that start elsewhere.
 */
export function combineRequests(requests: readonly FeatureRequest[]): FeatureRequest {
  const largest = (item: (request: FeatureRequest) => number | undefined): number =>
    requests.reduce((most, request) => Math.max(most, item(request) ?? 0), 0);
  const tangents = combineTangents(requests.flatMap(({ tangents: asked }) => asked ?? []));
  const ntkInputs = largest((request) => request.ntkInputs);
  const singularValues = largest((request) => request.singularValues);
  return {
    probedInputs: largest((request) => request.probedInputs),
    neurons: largest((request) => request.neurons),
    pitBins: onlyBinCount(requests),
    pushforwardSamples: largest((request) => request.pushforwardSamples),
    ...(tangents === undefined ? {} : { tangents }),
    ...(requests.some(({ jacobianGains }) => jacobianGains) ? { jacobianGains: true } : {}),
    ...(ntkInputs === 0 ? {} : { ntkInputs }),
    ...(singularValues === 0 ? {} : { singularValues }),
  };
}

function onlyBinCount(requests: readonly FeatureRequest[]): number {
  const asked = [...new Set(requests.map(({ pitBins }) => pitBins).filter((bins) => bins > 0))];
  if (asked.length > 1)
    throw new RangeError(
      `probes of one cell must ask for one number of PIT bins, got ${asked.join(' and ')}`,
    );
  return asked[0] ?? 0;
}

function combineTangents(asked: readonly TangentRequest[]): TangentRequest | undefined {
  const [first] = asked;
  if (first === undefined) return undefined;
  const differing = asked.find(({ starts }) => starts.join() !== first.starts.join());
  if (differing !== undefined)
    throw new RangeError(
      `probes of one cell must start tangents in the same layers, got ${first.starts.join()} and ${differing.starts.join()}`,
    );
  return { starts: first.starts, directions: Math.max(...asked.map(({ directions }) => directions)) };
}
