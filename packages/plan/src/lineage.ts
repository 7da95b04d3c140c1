import { NUMERICS_VERSION } from '@widthwise/experiments';
import type { ProbeSelection } from '@widthwise/probes';
import { lineageId } from './identity.ts';

/** Probes and backend: with the numerics version they make a lineage. */
export interface LineageContent {
  readonly probes: readonly ProbeSelection[];
  readonly fingerprint: string;
}

/** Versions tried beyond this build's own: a newer build may have stored into the same database. */
const NEWER_VERSIONS = 16;

/** Whether this build computes what a lineage holds: the same numerics version, for these probes and this backend. */
export const isCurrentLineage = (lineage: string, { probes, fingerprint }: LineageContent): boolean =>
  lineageId({ probes, fingerprint, numericsVersion: NUMERICS_VERSION }) === lineage;

/** The numerics version that a lineage was made with, found by trying; undefined if none near this build's fits. */
export function numericsVersionOf(
  lineage: string,
  { probes, fingerprint }: LineageContent,
): number | undefined {
  for (let version = NUMERICS_VERSION + NEWER_VERSIONS; version >= 1; version--)
    if (lineageId({ probes, fingerprint, numericsVersion: version }) === lineage) return version;
  return undefined;
}
