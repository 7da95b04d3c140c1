import { resolveActivation } from '@widthwise/network';
import { criticalSigmaW } from '@widthwise/theory';
import { activationAt, sigmaBAt } from './cell-parameters.ts';
import type { LeafValue } from './written-leaf.ts';

/** σ_w on the order-chaos boundary at a grid point; undefined where theory gives none. */
export function criticalSigmaWOf(values: ReadonlyMap<string, LeafValue>): number | undefined {
  const activation = resolveActivation(activationAt(values));
  return criticalSigmaW(activation, sigmaBAt(values));
}
