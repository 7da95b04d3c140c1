import type { Observation } from '@widthwise/stats';
import type { NetworkFeatures } from '../features.ts';
import type { ProbeOptions, ProbeShape } from '../probe.ts';

/**
 * Writes the lengths, and for each pair its lengths and squared distance d_ab = G_aa + G_bb − 2 G_ab. The distance is
 * accumulated rather than the overlap because its mean keeps 1 − c to absolute 1e-15 where c → 1.
 */
export function observeOverlaps(
  features: NetworkFeatures,
  { depth, inputs }: ProbeShape,
  _options: ProbeOptions,
  out: Observation,
): void {
  const { gram } = features;
  const { moments, groups } = out;
  let at = 0;
  for (let layer = 0; layer < depth; layer++) {
    const matrix = layer * inputs * inputs;
    for (let a = 0; a < inputs; a++) {
      const qa = gram[matrix + a * inputs + a]!;
      moments[layer * inputs + a] = qa;
      for (let b = a + 1; b < inputs; b++) {
        const qb = gram[matrix + b * inputs + b]!;
        groups[at++] = qa;
        groups[at++] = qb;
        groups[at++] = qa + qb - 2 * gram[matrix + a * inputs + b]!;
      }
    }
  }
}
