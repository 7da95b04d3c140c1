import type { ExperimentParameters } from '@widthwise/experiments';
import type { ProbeSelection } from '@widthwise/probes';
import { contentId } from './canonical.ts';
import type { Cell, ShardKey } from './types.ts';

/** A cell with its id: SHA-256 of experiment, version, seed and parameters. */
export function makeCell(content: {
  readonly experiment: string;
  readonly version: number;
  readonly seed: number;
  readonly parameters: ExperimentParameters;
}): Cell {
  return { id: contentId(content), ...content };
}

/** Which shards may be merged: same probes with versions and options, same numerics, same backend. */
export function lineageId(content: {
  readonly probes: readonly ProbeSelection[];
  readonly numericsVersion: number;
  readonly fingerprint: string;
}): string {
  const probes = [...content.probes].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return contentId({ ...content, probes });
}

/** A shard's key with its id: SHA-256 of cell, lineage, first network and network count. */
export function makeShard(content: Omit<ShardKey, 'id'>): ShardKey {
  const { cellId, lineage, first, networks } = content;
  return { id: contentId({ cellId, lineage, first, networks }), cellId, lineage, first, networks };
}
