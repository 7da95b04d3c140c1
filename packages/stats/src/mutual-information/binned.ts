import { discreteEntropy, millerMadow, tally } from '../entropy/discrete.ts';

/** Mutual information of binned X and Y with what it is made of, in nats. */
export interface BinnedInformation {
  readonly entropyX: number;
  readonly entropyY: number;
  readonly entropyXY: number;
  /** H_x + H_y − H_xy, biased upwards by about (B_x − 1)(B_y − 1)/(2n). */
  readonly plugIn: number;
  /** With the occupied bins' corrections, + (occ_x + occ_y − occ_xy − 1)/(2n). */
  readonly millerMadow: number;
  /** Share of occupied joint bins that hold one draw. Above one half the estimate says how many draws there are. */
  readonly singletonShare: number;
}

/**
 * Mutual information from a table of joint counts. Counts add over shards.
 *
 *   I = H_x + H_y − H_xy
 *
 * @param counts - B_x × B_y row-major.
 * @param columns - B_y.
 * @returns undefined without counts. For a deterministic map of continuous inputs the true value is infinite: what is
 *   found is the entropy of the bins, at most ln n.
 * @throws RangeError if the counts are not whole rows.
 */
export function binnedInformation(counts: Float64Array, columns: number): BinnedInformation | undefined {
  if (!Number.isInteger(columns) || columns < 1 || counts.length % columns !== 0) {
    throw new RangeError(`counts must be rows of ${columns}, got ${counts.length}`);
  }
  const x = new Float64Array(counts.length / columns);
  const y = new Float64Array(columns);
  for (const [at, count] of counts.entries()) {
    const row = Math.floor(at / columns);
    x[row] = x[row]! + count;
    y[at % columns] = y[at % columns]! + count;
  }
  const [entropyX, entropyY, entropyXY] = [x, y, counts].map(discreteEntropy);
  if (entropyX === undefined || entropyY === undefined || entropyXY === undefined) return undefined;
  const plugIn = entropyX + entropyY - entropyXY;
  const correction = (millerMadow(x) ?? 0) + (millerMadow(y) ?? 0) - (millerMadow(counts) ?? 0);
  const { singletons, occupied } = tally(counts);
  return {
    entropyX,
    entropyY,
    entropyXY,
    plugIn,
    millerMadow: plugIn + correction,
    singletonShare: singletons / occupied,
  };
}
