import { estimateView } from './estimate-view.ts';

export const gaussianity = estimateView({
  name: 'gaussianity',
  comment:
    'Departure of preactivations from Gaussian law per layer: excess kurtosis (pooled with clustered error, and from the kernel), skewness, Kolmogorov-Smirnov brackets, Jarque-Bera, Anderson-Darling. The null hypothesis (conditional, marginal, pooled) is part of quantity. Dimensionless. Probe gaussianity.',
  where: `t.probe = 'gaussianity'`,
});
