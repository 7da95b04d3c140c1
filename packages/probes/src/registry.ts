import { UnknownNameError } from '@widthwise/network';
import { equilibrium } from './equilibrium/index.ts';
import { gaussianity } from './gaussianity/index.ts';
import { jacobianSpectrum } from './jacobian-spectrum/index.ts';
import { normality } from './normality/index.ts';
import { ntk } from './ntk/index.ts';
import { overlaps } from './overlaps/index.ts';
import { partialJacobian } from './partial-jacobian/index.ts';
import type { Probe } from './probe.ts';
import { relativeEntropy } from './relative-entropy/index.ts';

/** Every probe, by stored name. */
export const probes: Readonly<Record<string, Probe>> = Object.freeze({
  equilibrium,
  gaussianity,
  'jacobian-spectrum': jacobianSpectrum,
  normality,
  ntk,
  overlaps,
  'partial-jacobian': partialJacobian,
  'relative-entropy': relativeEntropy,
});

/**
 * The probe of a stored name.
 *
 * @throws UnknownNameError if the name is not registered.
 */
export function resolveProbe(name: string): Probe {
  const probe = Object.hasOwn(probes, name) ? probes[name] : undefined;
  if (probe === undefined) throw new UnknownNameError('probe', name, Object.keys(probes));
  return probe;
}
