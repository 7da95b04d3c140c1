import type { Quantity } from '../probe.ts';

const POOLED = 'Null hypothesis: pooled (all neurons of all networks, which are not independent).';
const MARGINAL = 'Null hypothesis: marginal (neuron 1 of each network).';
const CONDITIONAL = 'Null hypothesis: conditional (neurons of one network given the layer before).';

/** Every quantity of the probe; names say which null hypothesis a test is about. */
export const gaussianityQuantities: readonly Quantity[] = [
  {
    name: 'excess-kurtosis',
    symbol: 'κ',
    unit: '1',
    description:
      'Excess kurtosis of the preactivations, pooled over neurons; the standard error takes the network as the unit.',
  },
  {
    name: 'excess-kurtosis-conditional',
    symbol: '3 Var K/E[K]²',
    unit: '1',
    description:
      'Excess kurtosis from the fluctuation of the conditional variance K alone; for Gaussian weights at initialization.',
  },
  {
    name: 'excess-kurtosis-difference',
    symbol: 'κ − 3 Var K/E[K]²',
    unit: '1',
    description:
      'Difference of the two excess kurtoses of the same networks; zero at initialization, a check.',
  },
  {
    name: 'skewness',
    symbol: 'γ',
    unit: '1',
    description: 'Skewness of the preactivations, pooled over neurons; zero at initialization, a check.',
  },
  {
    name: 'pit-pooled',
    symbol: 'Φ(z/√q)',
    unit: 'neurons',
    description: `Histogram of Φ(z/√q) over 128 equal bins, q the length at infinite width. ${POOLED}`,
  },
  {
    name: 'pit-marginal',
    symbol: 'Φ(z₁/√q)',
    unit: 'networks',
    description: `Histogram of Φ(z₁/√q) over 128 equal bins, q the length at infinite width. ${MARGINAL}`,
  },
  {
    name: 'ks-pooled-lower',
    symbol: 'D ≥',
    unit: '1',
    description: `Lower bound of the Kolmogorov–Smirnov distance from N(0, q), from the histogram. ${POOLED}`,
  },
  {
    name: 'ks-pooled-upper',
    symbol: 'D ≤',
    unit: '1',
    description: `Upper bound of the Kolmogorov–Smirnov distance from N(0, q), from the histogram. ${POOLED}`,
  },
  {
    name: 'ks-marginal-lower',
    symbol: 'D ≥',
    unit: '1',
    description: `Lower bound of the Kolmogorov–Smirnov distance from N(0, q), from the histogram. ${MARGINAL}`,
  },
  {
    name: 'ks-marginal-upper',
    symbol: 'D ≤',
    unit: '1',
    description: `Upper bound of the Kolmogorov–Smirnov distance from N(0, q), from the histogram. ${MARGINAL}`,
  },
  {
    name: 'jarque-bera-marginal',
    symbol: 'JB',
    unit: '1',
    description: `Jarque–Bera statistic, mean and variance estimated. ${MARGINAL}`,
  },
  {
    name: 'jarque-bera-marginal-p',
    symbol: 'p',
    unit: '1',
    description: `p-value of the Jarque–Bera statistic, asymptotic. ${MARGINAL}`,
  },
  {
    name: 'anderson-darling-marginal',
    symbol: 'A*',
    unit: '1',
    description: `Modified Anderson–Darling statistic of at most 256 networks, mean and variance estimated. ${MARGINAL}`,
  },
  {
    name: 'anderson-darling-marginal-p',
    symbol: 'p',
    unit: '1',
    description: `p-value of the modified Anderson–Darling statistic. ${MARGINAL}`,
  },
  {
    name: 'jarque-bera-conditional-rejection',
    symbol: 'share',
    unit: '1',
    description: `Share of networks whose first min(N, 64) neurons of input 1 Jarque–Bera rejects at 5 %; 0.05 at initialization. ${CONDITIONAL}`,
  },
  {
    name: 'anderson-darling-conditional-rejection',
    symbol: 'share',
    unit: '1',
    description: `Share of networks whose first min(N, 64) neurons of input 1 Anderson–Darling rejects at 5 %; 0.05 at initialization. ${CONDITIONAL}`,
  },
];
