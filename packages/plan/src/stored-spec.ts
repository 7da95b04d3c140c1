import type { ProbeSelection } from '@widthwise/probes';
import type { ParsedSpec } from './parse-spec.ts';
import type { WrittenLeaf } from './written-leaf.ts';

/** A leaf as it is stored: a value, the list that an axis stands for, or the rule of a derived axis. */
function storedLeaf({ isSwept, values, derivation }: WrittenLeaf): unknown {
  if (derivation?.kind === 'critical') return { critical: true };
  if (derivation?.kind === 'ratio') return { ratio: [derivation.axis, derivation.factor] };
  return isSwept ? { list: values } : values[0];
}

const section = (name: string, leaves: readonly WrittenLeaf[]) =>
  Object.fromEntries(
    leaves
      .filter((leaf) => leaf.path.startsWith(`${name}.`))
      .map((leaf) => [leaf.path.slice(name.length + 1), storedLeaf(leaf)]),
  );

/**
 * The spec as stored: every default written out and every axis a list, so that two ways of writing one sweep are one
 * sweep. It is itself a spec.
 */
export function storedSpec(
  { spec, leaves, zip }: ParsedSpec,
  probes: readonly ProbeSelection[],
): Record<string, unknown> {
  const network = section('network', leaves);
  const inputs = section('inputs', leaves);
  const hasBias = network.sigmaB !== undefined || network.sigmaB2 !== undefined;
  const needsImages =
    inputs.ensemble === 'mnist' && inputs.indices === undefined && inputs.classes === undefined;
  return {
    name: spec.name,
    seed: spec.seed,
    experiment: spec.experiment,
    network: hasBias ? network : { ...network, sigmaB: 0 },
    inputs: needsImages ? { ...inputs, indices: [0] } : inputs,
    probes: probes.map(({ name, options }) => ({ [name]: options })),
    networks: spec.networks,
    sampler: spec.sampler,
    ...(spec.sampler === 'dense' ? { device: spec.device ?? 'cpu' } : {}),
    ...(spec.shardNetworks === undefined ? {} : { shardNetworks: spec.shardNetworks }),
    zip,
    when: spec.when,
    exclude: spec.exclude,
  };
}
