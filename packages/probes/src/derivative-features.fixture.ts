import type { FeatureRequest } from './features.ts';
import { normalStream } from './normal-stream.fixture.ts';

interface Shape {
  readonly depth: number;
  readonly width: number;
}

/**
 * Numbers of the kind that derivatives of a network have: squared tangents that multiply from layer to layer, positive gains, a positive
 * semidefinite kernel, descending singular values. For the laws that probes obey whatever the numbers; samplers prove the numbers.
 *
 * @param seed - of the network.
 */
export function drawDerivatives({ depth, width }: Shape, request: FeatureRequest, seed: number) {
  const { starts = [], directions = 0 } = request.tangents ?? {};
  const columns = starts.length * directions;
  const tangentNorms = new Float64Array(depth * columns);
  // One stream a kind: what one probe asks changes nothing of what another sees.
  const stream = (kind: number) => normalStream(4 * seed + kind);
  const [tangent, slope, gradient, value] = [stream(0), stream(1), stream(2), stream(3)];
  for (const [index, start] of starts.entries()) {
    for (let d = 0; d < directions; d++) {
      let norm = 1 + 0.3 * Math.abs(tangent());
      for (let layer = start; layer <= depth; layer++, norm *= Math.exp(0.2 * tangent()))
        tangentNorms[(layer - 1) * columns + index * directions + d] = norm;
    }
  }
  const gains = request.jacobianGains ? depth * request.probedInputs : 0;
  const jacobianGains = Float64Array.from({ length: gains }, () => Math.exp(0.1 * slope()));
  const inputs = request.ntkInputs ?? 0;
  const ntk = new Float64Array(depth * inputs * inputs);
  for (let layer = 0; layer < depth; layer++) {
    const vectors = Array.from({ length: inputs }, () => Float64Array.from({ length: width }, gradient));
    for (const [a, u] of vectors.entries())
      for (const [b, v] of vectors.entries())
        ntk[(layer * inputs + a) * inputs + b] = u.reduce((sum, x, i) => sum + x * v[i]!, 0) / width;
  }
  const singularValues = Float64Array.from({ length: request.singularValues ?? 0 }, () => Math.exp(value()));
  return { tangentNorms, jacobianGains, ntk, singularValues: singularValues.sort().reverse() };
}
