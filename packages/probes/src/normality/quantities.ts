import type { Quantity } from '../probe.ts';
import { JOINT_TESTS } from './joint-tests.ts';
import { MARGINAL_TESTS } from './marginal-tests.ts';

const MARGINAL = 'Null hypothesis: marginal (neuron 1 of each network).';
const JOINT = 'Null hypothesis: joint (neuron 1 of all probed inputs, at most 1,024 networks).';

function testQuantities(
  { name, symbol, title }: { readonly name: string; readonly symbol: string; readonly title: string },
  hypothesis: string,
): Quantity[] {
  return [
    { name, symbol, unit: '1', description: `${title}. ${hypothesis}` },
    { name: `${name}-p`, symbol: 'p', unit: '1', description: `p-value of ${name}. ${hypothesis}` },
  ];
}

/** Every quantity of the probe: tests with their p-values, then sizes of what they look for. */
export const normalityQuantities: readonly Quantity[] = [
  ...MARGINAL_TESTS.flatMap((test) => testQuantities(test, MARGINAL)),
  ...JOINT_TESTS.flatMap((test) => testQuantities(test, JOINT)),
  {
    name: 'excess-kurtosis-scaled',
    symbol: 'κ N_l/l',
    unit: '1',
    description: 'Excess kurtosis from the fluctuation of the conditional variance, times width over layer.',
  },
  {
    name: 'networks-needed',
    symbol: 'n',
    unit: 'networks',
    description:
      'Networks that a kurtosis test of neuron 1 needs to see the excess kurtosis found, with 90 % power at 5 %.',
  },
  {
    name: 'negentropy',
    symbol: 'J',
    unit: 'nats',
    description:
      'Relative entropy of the law of neuron 1 to the Gaussian of its variance, by the mixture of its conditional laws.',
  },
  {
    name: 'mutual-information',
    symbol: 'I(z₁; z₂)',
    unit: 'nats',
    description: 'Mutual information of neuron 1 of inputs 1 and 2, from third neighbours.',
  },
  {
    name: 'mutual-information-gaussian',
    symbol: '−½ ln(1 − r²)',
    unit: 'nats',
    description: 'The same if both were jointly Gaussian, from their sample correlation, bias removed.',
  },
];
