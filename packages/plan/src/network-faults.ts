import { activations, weightLaws } from '@widthwise/network';
import { conflict, type Fault, ruleFault } from './fault.ts';
import { neutralValues, rules } from './network-schema.ts';
import type { WrittenLeaf } from './written-leaf.ts';

type Section = Readonly<Record<string, unknown>>;

const TWICE = 'say the same thing. Leave one out.';

function scaleFaults(has: (key: string) => boolean): Fault[] {
  const faults: Fault[] = [];
  if (has('sigmaW') && has('sigmaW2'))
    faults.push(conflict('network.sigmaW2', `and network.sigmaW ${TWICE}`));
  if (!has('sigmaW') && !has('sigmaW2')) {
    faults.push({
      code: 'SPEC_MISSING',
      path: 'network.sigmaW',
      message: `network.sigmaW (or network.sigmaW2) ${rules.sigmaW}, got nothing.`,
    });
  }
  if (has('sigmaB') && has('sigmaB2'))
    faults.push(conflict('network.sigmaB2', `and network.sigmaB ${TWICE}`));
  return faults;
}

/** Either width and depth, perhaps with one thing that changes widths from layer to layer, or a list of widths. */
function widthFaults(has: (key: string) => boolean): Fault[] {
  if (has('widths'))
    return ['width', 'depth', 'bottleneck', 'taper']
      .filter(has)
      .map((key) =>
        conflict(`network.${key}`, 'and network.widths both say how wide layers are. Leave one out.'),
      );
  const faults = (['width', 'depth'] as const)
    .filter((key) => !has(key))
    .map((key) => ruleFault('SPEC_MISSING', `network.${key}`, rules[key], undefined));
  if (has('bottleneck') && has('taper'))
    faults.push(
      conflict(
        'network.bottleneck',
        'and network.taper both say how widths change. Leave one out, or write every layer into network.widths.',
      ),
    );
  return faults;
}

const namesOf = (leaves: readonly WrittenLeaf[], path: string): readonly string[] | undefined =>
  leaves.find((leaf) => leaf.path === path)?.values.filter((value) => typeof value === 'string');

/** A number that belongs to some names of another leaf, and to none that are written. */
function ownerFault(
  path: string,
  owners: readonly string[],
  kind: string,
  names: readonly string[] | undefined,
): Fault[] {
  if (names === undefined || names.some((name) => owners.includes(name))) return [];
  return [conflict(path, `belongs to ${owners.join(', ')}, got ${kind} ${names.join(', ')}. Leave it out.`)];
}

const SLOPED = Object.keys(activations).filter((name) =>
  activations[name]?.parameters.includes('negativeSlope'),
);
const SHAPED = Object.keys(weightLaws).filter((name) => weightLaws[name]?.shape !== undefined);

/** χ₁ = 1 is the boundary of networks without skip connections and normalization. */
function criticalFaults(leaves: readonly WrittenLeaf[]): Fault[] {
  if (!leaves.some(({ derivation }) => derivation?.kind === 'critical')) return [];
  return ['network.skip', 'network.normalization'].flatMap((path) => {
    const found = leaves
      .find((leaf) => leaf.path === path)
      ?.values.find((value) => value !== neutralValues.get(path));
    if (found === undefined) return [];
    const rule = `has another boundary than sigmaW: { critical: true }, got ${found}. Give sigmaW itself.`;
    return [conflict(path, rule)];
  });
}

/** Rules between the leaves of `network`, as far as they can be read. */
export function networkFaults(network: Section, leaves: readonly WrittenLeaf[]): Fault[] {
  const has = (key: string) => network[key] !== undefined;
  const laws = has('weights') ? namesOf(leaves, 'network.weights') : ['gaussian'];
  const phis = namesOf(leaves, 'network.activation');
  return [
    ...widthFaults(has),
    ...scaleFaults(has),
    ...(has('negativeSlope') ? ownerFault('network.negativeSlope', SLOPED, 'activation', phis) : []),
    ...(has('weightShape') ? ownerFault('network.weightShape', SHAPED, 'weights', laws) : []),
    ...criticalFaults(leaves),
  ];
}
