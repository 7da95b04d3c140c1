import type { UncertainValue } from '@widthwise/stats';

/**
 * Share of networks that a test rejected, k/n, with the binomial standard error at p̃ = (k + 2)/(n + 4) and n + 4 trials,
 * which does not vanish at k = 0.
 *
 * @returns undefined without tested networks.
 *
 * Source: Agresti & Coull 1998, The American Statistician 52, 119.
 */
export function rejectionShare(rejected: number, tested: number): UncertainValue {
  if (tested === 0) return { value: undefined, standardError: undefined };
  const share = (rejected + 2) / (tested + 4);
  return { value: rejected / tested, standardError: Math.sqrt((share * (1 - share)) / (tested + 4)) };
}
