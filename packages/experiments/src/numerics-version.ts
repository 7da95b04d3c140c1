/**
 * Part of every lineage. Raised whenever any stored value changes, so that old and new shards are never
 * merged.
 */
export const NUMERICS_VERSION = 2;
