import type { PropagateTask } from '@widthwise/experiments';
import type { NetworkFeatures } from '@widthwise/probes';
import { kolmogorovPValue } from '@widthwise/stats';

/** Every kind of number that probes are made of, by name; one value a network. */
export type Observables = ReadonlyMap<string, Float64Array>;

/**
 * Per-network observables of a block: each entry of each feature, power sums of the first and the fourth order and first neurons alone;
 * and the tangent kernel, summed over layers.
 *
 * @param backend - samples the networks.
 * @param task - cell and block.
 */
export async function observablesOf(
  backend: {
    readonly propagate: (
      task: PropagateTask,
      visit: (network: number, outcome: NetworkFeatures | { readonly nonFiniteLayer: number }) => void,
    ) => Promise<void>;
  },
  task: PropagateTask,
): Promise<Observables> {
  const observables = new Map<string, Float64Array>();
  await backend.propagate(task, (network, outcome) => {
    if ('nonFiniteLayer' in outcome) throw new Error(`network ${network} left the floating-point range`);
    for (const [name, value] of numbersOf(outcome)) {
      const values = observables.get(name) ?? new Float64Array(task.count);
      values[network - task.first] = value;
      observables.set(name, values);
    }
  });
  return observables;
}

function numbersOf(features: NetworkFeatures): readonly (readonly [string, number])[] {
  const { depth, inputs, request } = features;
  const { gram, kernel, powerSums, neurons, pushforward, tangentNorms, jacobianGains, ntk } = features;
  const triangle = (entries: number) => (i: number) => {
    const at = i % (entries * entries);
    return at % entries <= Math.floor(at / entries);
  };
  const kept = neurons.length / (depth * Math.max(1, request.probedInputs));
  const kinds: readonly (readonly [string, Float64Array, (i: number) => boolean])[] = [
    ['gram', gram, triangle(inputs)],
    ['kernel', kernel, triangle(inputs)],
    ['power sum', powerSums, (i) => i % 4 === 0 || i % 4 === 3],
    ['neuron', neurons, (i) => i % kept === 0],
    ['pushforward', pushforward, () => true],
    ['tangent', tangentNorms, () => true],
    ['gain', jacobianGains, () => true],
    ['ntk', ntk, triangle(request.ntkInputs ?? 0)],
  ];
  const entries = kinds.flatMap(([name, values, isTaken]) =>
    Array.from(values, (value, i) => [`${name} ${i}`, value] as const).filter((_, i) => isTaken(i)),
  );
  return [...entries, ...totalsOf(features)];
}

/** The tangent kernel itself, whose law the laws of the layers' contributions do not fix. */
function totalsOf({ ntk, request }: NetworkFeatures): readonly (readonly [string, number])[] {
  const size = (request.ntkInputs ?? 0) ** 2;
  return Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let at = i; at < ntk.length; at += size) sum += ntk[at]!;
    return [`ntk total ${i}`, sum] as const;
  });
}

/**
 * Smallest p-value of two-sample Kolmogorov–Smirnov tests over all observables, times their number (Bonferroni): below α with probability at most
 * α if both samples have one law. Observables that do not vary between networks must agree to float32 instead, and count as p = 0 if they do not.
 *
 * @returns the corrected p-value, and the observable it belongs to.
 * @throws RangeError if the samples have different observables.
 */
export function leastPValue(a: Observables, b: Observables): { readonly p: number; readonly name: string } {
  if ([...a.keys()].join() !== [...b.keys()].join())
    throw new RangeError('both samples must have the same observables');
  let least = { p: 1, name: '' };
  for (const [name, first] of a) {
    const second = b.get(name) ?? new Float64Array();
    const p = isFixed(first) && isFixed(second) ? agreement(first, second) : kolmogorovOfTwo(first, second);
    if (p < least.p) least = { p, name };
  }
  return { ...least, p: Math.min(1, least.p * a.size) };
}

/** What varies between networks in both samples: what is left when no number that all networks have alike decides. */
export function varying(a: Observables, b: Observables): readonly [Observables, Observables] {
  const names = [...a].filter(([name, values]) => !isFixed(values) && !isFixed(b.get(name) ?? values));
  return [new Map(names), new Map(names.map(([name]) => [name, b.get(name) ?? new Float64Array()]))];
}

/** Relative spread of what every network has alike: float32 rounding of a few layers. */
const SPREAD = 2 ** -18;

function isFixed(values: Float64Array): boolean {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high - low <= SPREAD * Math.max(Math.abs(low), Math.abs(high));
}

const agreement = (a: Float64Array, b: Float64Array): number => {
  const [first = Number.NaN, second = Number.NaN] = [a[0], b[0]];
  return Math.abs(first - second) <= 2 * SPREAD * Math.max(Math.abs(first), Math.abs(second)) ? 1 : 0;
};

/** p-value of D = max |F_a − F_b| by its limiting law at n_a n_b/(n_a + n_b). */
function kolmogorovOfTwo(a: Float64Array, b: Float64Array): number {
  const [first, second] = [a.slice().sort(), b.slice().sort()];
  let i = 0;
  let j = 0;
  let distance = 0;
  while (i < first.length && j < second.length) {
    const value = Math.min(first[i]!, second[j]!);
    while (i < first.length && first[i]! <= value) i += 1;
    while (j < second.length && second[j]! <= value) j += 1;
    distance = Math.max(distance, Math.abs(i / first.length - j / second.length));
  }
  return kolmogorovPValue(distance, (first.length * second.length) / (first.length + second.length));
}
