import type { KnownFault } from './known-fault.fixture.ts';

/** Of layers that differ, of what joins them and of their weights. */
export const architectureFaults: readonly KnownFault[] = [
  {
    places: ['network.width', 'network.widths'],
    network: { widths: [8, 4] },
    fault: /^SPEC_CONFLICT: network\.width and network\.widths both say/,
  },
  {
    places: ['network.width', 'network.widths'],
    network: { width: undefined, widths: [8, 4] },
    fault: /^SPEC_CONFLICT: network\.depth and network\.widths both say/,
  },
  {
    places: ['network.widths'],
    network: { widths: [8, 0] },
    fault: /^SPEC_RANGE: network\.widths\[1\] must be a positive integer up to 1048576, got 0/,
  },
  {
    places: ['network.taper', 'network.bottleneck', 'network.widths', 'network.depth'],
    network: { taper: 0.5, bottleneck: [2, 0.5] },
    fault: /^SPEC_CONFLICT: network\.bottleneck and network\.taper both say/,
  },
  {
    places: ['network.taper', 'network.bottleneck', 'network.depth', 'network.width', 'network.widths'],
    network: { taper: 10 },
    fault:
      /^SPEC_RANGE: network\.taper must leave every layer at most 1048576 .* layer 6 has not, got 6400000/,
  },
  {
    places: ['network.bottleneck', 'network.taper', 'network.depth', 'network.width', 'network.widths'],
    network: { bottleneck: [11, 0.5] },
    fault: /^SPEC_RANGE: network\.bottleneck must name a layer up to depth 10, got 11/,
  },
  {
    places: ['network.bottleneck'],
    network: { bottleneck: [3] },
    fault: /^SPEC_RANGE: network\.bottleneck must be \[layer, factor\], got \[3\]/,
  },
  {
    places: ['network.outputWidth'],
    network: { outputWidth: 0 },
    fault: /^SPEC_RANGE: network\.outputWidth must be a positive integer/,
  },
  {
    places: [
      ...['network.skip', 'network.normalization', 'network.outputWidth', 'network.taper', 'network.width'],
      ...['network.bottleneck', 'network.depth', 'network.widths'],
    ],
    network: { skip: 0.5, outputWidth: 1 },
    fault: /^SPEC_CONFLICT: network\.skip joins layers of one width, got 0\.5 with layers of \[64,64/,
  },
  {
    places: [
      ...['network.skip', 'network.normalization', 'network.outputWidth', 'network.taper', 'network.width'],
      ...['network.bottleneck', 'network.depth', 'network.widths'],
    ],
    network: { skip: [0.5, 1], normalization: 'postactivation' },
    fault: /^SPEC_CONFLICT: network\.skip and normalization postactivation are not known together/,
  },
  {
    places: ['network.normalization', 'network.skip'],
    network: { normalization: 'batch' },
    fault: /^SPEC_UNKNOWN_NAME: network\.normalization "batch" is not known/,
  },
  {
    places: ['network.weights', 'network.weightShape', 'sampler'],
    network: { weights: 'weibul' },
    fault: /^SPEC_UNKNOWN_NAME: network\.weights "weibul" is not known\. Did you mean "weibull"/,
  },
  {
    places: ['network.weights', 'network.weightShape', 'sampler', 'device'],
    network: { weights: 'uniform' },
    fault: /^SPEC_CONFLICT: network\.weights of sampler gram must be gaussian, orthogonal, got "uniform"/,
  },
  {
    places: ['network.weights', 'network.weightShape', 'sampler', 'experiment'],
    network: { weights: 'goe' },
    fault: /^SPEC_CONFLICT: network\.weights "goe" belongs to experiment equilibrium, got propagate/,
  },
  {
    places: ['network.weights', 'network.weightShape', 'sampler', 'device'],
    top: { sampler: 'dense' },
    network: { weights: 'student-t', weightShape: [3, 4] },
    fault: /^SPEC_RANGE: network\.weightShape, .* must lie in \(4, 1000\], got 3/,
  },
  {
    places: ['network.weights', 'network.weightShape', 'sampler', 'device'],
    top: { sampler: 'dense' },
    network: { weights: ['student-t', 'weibull'] },
    fault: /^SPEC_MISSING: network\.weightShape, the degrees of freedom .*, got nothing/,
  },
  {
    places: ['network.weightShape', 'network.weights'],
    network: { weightShape: 5 },
    fault: /^SPEC_CONFLICT: network\.weightShape belongs to student-t, weibull, got weights gaussian/,
  },
  {
    places: ['network.parameterization'],
    network: { parameterization: 'mupp' },
    fault: /^SPEC_UNKNOWN_NAME: network\.parameterization "mupp" is not known\. Did you mean "mup"/,
  },
  {
    places: ['network.sigmaW', 'network.sigmaW2', 'network.skip', 'network.normalization'],
    network: { sigmaW: { critical: true }, normalization: ['none', 'preactivation'] },
    fault: /^SPEC_CONFLICT: network\.normalization has another boundary than sigmaW: \{ critical: true \}/,
  },
  {
    places: ['experiment', 'probes', 'network.weights'],
    top: { experiment: 'equilibrum' },
    fault: /^SPEC_UNKNOWN_NAME: experiment "equilibrum" is not known\. Did you mean "equilibrium"/,
  },
  {
    places: ['probes', 'sampler', 'device'],
    top: { probes: [{ 'jacobian-spectrum': {} }] },
    fault: /^SPEC_CONFLICT: probes\[0\] jacobian-spectrum looks at explicit weights, .* Set sampler: dense/,
  },
];
