import type { ProbeSelection } from '@widthwise/probes';
import { neutralValues } from './network-schema.ts';
import type { ParsedSpec } from './parse-spec.ts';
import { resolvePath, type WrittenLeaf } from './written-leaf.ts';

/** A leaf as it is stored: a value, the list that an axis stands for, or the rule of a derived axis. */
function storedLeaf({ isSwept, values, derivation }: WrittenLeaf): unknown {
  if (derivation?.kind === 'critical') return { critical: true };
  if (derivation?.kind === 'ratio') return { ratio: [derivation.axis, derivation.factor] };
  return isSwept ? { list: values } : values[0];
}

/** Whether conditions or other leaves refer to a leaf. */
function isMentioned({ when, exclude, leaves }: ParsedSpec, path: string): boolean {
  const paths = leaves.map((leaf) => leaf.path);
  return (
    [...when, ...exclude]
      .flat()
      .some(({ left, right }) => [left, right].some((side) => side.kind === 'axis' && side.path === path)) ||
    leaves.some(
      ({ derivation }) => derivation?.kind === 'ratio' && resolvePath(derivation.axis, paths) === path,
    )
  );
}

/** A leaf that says what is so without it. */
const isNeutral = ({ path, isSwept, values }: WrittenLeaf): boolean =>
  !isSwept && values[0] !== undefined && values[0] === neutralValues.get(path);

const section = (name: string, leaves: readonly WrittenLeaf[]) =>
  Object.fromEntries(
    leaves
      .filter((leaf) => leaf.path.startsWith(`${name}.`))
      .map((leaf) => [leaf.path.slice(name.length + 1), storedLeaf(leaf)]),
  );

/**
 * The spec as stored: every default written out, unless a leaf has none but a neutral value, and every axis a list, so that two ways of writing one sweep are one
 * sweep. It is itself a spec.
 */
export function storedSpec(parsed: ParsedSpec, probes: readonly ProbeSelection[]): Record<string, unknown> {
  const { spec, zip } = parsed;
  const leaves = parsed.leaves.filter((leaf) => !isNeutral(leaf) || isMentioned(parsed, leaf.path));
  const network = section('network', leaves);
  const inputs = section('inputs', leaves);
  const hasBias = network.sigmaB !== undefined || network.sigmaB2 !== undefined;
  const needsImages =
    inputs.ensemble === 'mnist' && inputs.indices === undefined && inputs.classes === undefined;
  return {
    name: spec.name,
    seed: spec.seed,
    experiment: spec.experiment,
    ...(spec.untied ? { untied: true } : {}),
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
