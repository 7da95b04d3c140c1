/** Seconds of work that a shard should hold, so that orchestration stays below a fiftieth of it. */
const SHARD_SECONDS = 5;

/** Networks first … first + networks − 1. */
export interface Block {
  readonly first: number;
  readonly networks: number;
}

/** The largest power of two not above x; 1 for x < 2. */
const powerOfTwoBelow = (x: number): number => (x < 2 ? 1 : 2 ** Math.floor(Math.log2(x)));

/** Networks per shard: about five seconds of work, a power of two, never more than the target. */
export const shardNetworksFor = (cost: {
  readonly secondsPerNetwork: number;
  readonly networks: number;
}): number =>
  powerOfTwoBelow(Math.min(cost.networks, SHARD_SECONDS / Math.max(cost.secondsPerNetwork, 1e-9)));

/** Stored blocks as disjoint ascending intervals [start, end). */
function intervals(stored: readonly Block[]): [number, number][] {
  const merged: [number, number][] = [];
  for (const { first, networks } of [...stored].sort((a, b) => a.first - b.first)) {
    const last = merged.at(-1);
    if (last !== undefined && first <= last[1]) last[1] = Math.max(last[1], first + networks);
    else merged.push([first, first + networks]);
  }
  return merged;
}

/** How many of the networks in [start, end) lie in the intervals; `from` is the first interval that can matter. */
function covered(all: readonly [number, number][], start: number, end: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.[1] ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  let sum = 0;
  for (let i = low; i < all.length; i++) {
    const [from, to] = all[i] ?? [end, end];
    if (from >= end) break;
    sum += Math.min(to, end) - Math.max(from, start);
  }
  return sum;
}

/**
 * The blocks that a cell still needs, ascending and disjoint: powers of two, aligned, at most `shardNetworks` long,
 * covering every network below the target that no stored block covers, and none that one does. A partly stored block
 * is halved; the last block is cut into smaller powers of two when the target is no multiple of `shardNetworks`.
 */
export function missingBlocks(
  target: { readonly networks: number; readonly shardNetworks: number },
  stored: readonly Block[],
): Block[] {
  const have = intervals(stored);
  const missing: Block[] = [];
  const visit = (first: number, networks: number): void => {
    if (first >= target.networks) return;
    const end = first + networks;
    if (end <= target.networks) {
      const known = covered(have, first, end);
      if (known === networks) return;
      if (known === 0) {
        missing.push({ first, networks });
        return;
      }
    }
    visit(first, networks / 2);
    visit(first + networks / 2, networks / 2);
  };
  for (let first = 0; first < target.networks; first += target.shardNetworks)
    visit(first, target.shardNetworks);
  return missing;
}
