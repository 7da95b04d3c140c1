import fc from 'fast-check';
import { expect, test } from 'vitest';
import { architectureFaults } from './architecture-faults.fixture.ts';
import { SpecError } from './fault.ts';
import type { KnownFault, Section } from './known-fault.fixture.ts';
import { parseSpec } from './parse-spec.ts';

const mnist = { ensemble: 'mnist', split: 'test' };
const rising = [
  [1, 2],
  [2, 1],
];

const known: readonly KnownFault[] = [
  ...architectureFaults,
  { places: ['name'], top: { name: '?' }, fault: /^SPEC_RANGE: name must/ },
  { places: ['nam'], top: { nam: 'x' }, fault: /^SPEC_UNKNOWN_KEY: spec has no key "nam"/ },
  { places: ['seed'], top: { seed: -1 }, fault: /^SPEC_RANGE: seed must/ },
  { places: ['networks'], top: { networks: 0 }, fault: /^SPEC_RANGE: networks must/ },
  { places: ['networks'], top: { networks: undefined }, fault: /^SPEC_MISSING: networks must/ },
  { places: ['probes'], top: { probes: [] }, fault: /^SPEC_RANGE: probes must/ },
  {
    places: ['probes'],
    top: { probes: ['overlaps', 7, 'overlaps'] },
    fault: /^SPEC_CONFLICT: probes name overlaps more than once/,
  },
  { places: ['shardNetworks'], top: { shardNetworks: 12 }, fault: /^SPEC_RANGE: shardNetworks must/ },
  { places: ['device', 'sampler'], top: { device: 'cpu' }, fault: /^SPEC_CONFLICT: device belongs/ },
  { places: ['sampler'], top: { sampler: 'dens' }, fault: /^SPEC_UNKNOWN_NAME: sampler "dens"/ },
  { places: ['when'], top: { when: ['widht > 3'] }, fault: /^SPEC_UNKNOWN_NAME: when\[0\] "widht"/ },
  { places: ['when'], top: { when: [3, 'depth = 3'] }, fault: /^SPEC_CONDITION: when\[1\] must be a compar/ },
  { places: ['exclude'], top: { exclude: ['sigmaZ > 1'] }, fault: /^SPEC_UNKNOWN_NAME: exclude\[0\] "sig/ },
  {
    places: ['zip'],
    top: { zip: [3, ['nowhere', 4]] },
    fault: /^SPEC_UNKNOWN_NAME: zip\[1\]\[0\] "nowhere"/,
  },
  {
    places: ['zip', 'network.width', 'network.depth'],
    top: { zip: [['width', 'depth']] },
    network: { width: [1, 2], depth: [1, 2, 3] },
    fault: /^SPEC_CONFLICT: zip\[0\] must pair axes of equal length/,
  },
  {
    places: ['network.activation', 'network.negativeSlope'],
    network: { activation: 'tahn' },
    fault: /^SPEC_UNKNOWN_NAME: network\.activation "tahn"/,
  },
  {
    places: ['network.activation', 'network.negativeSlope'],
    network: { negativeSlope: 7 },
    fault: /^SPEC_CONFLICT: network\.negativeSlope belongs/,
  },
  { places: ['network.width'], network: { width: undefined }, fault: /^SPEC_MISSING: network\.width must/ },
  { places: ['network.width'], network: { width: 'wide' }, fault: /^SPEC_TYPE: network\.width must/ },
  { places: ['network.width'], network: { width: [8, 8] }, fault: /^SPEC_RANGE: network\.width must have/ },
  {
    places: ['network.depth'],
    network: { depth: { ratio: ['widht', 0.5] } },
    fault: /^SPEC_UNKNOWN_NAME: network\.depth\.ratio\[0\] "widht"/,
  },
  {
    places: ['network.depth', 'network.activation'],
    network: { depth: { ratio: ['activation', 0.5] } },
    fault: /^SPEC_CONFLICT: network\.depth\.ratio\[0\] must name an axis of numbers/,
  },
  {
    places: ['experiment', 'untied'],
    top: { untied: true },
    fault: /^SPEC_CONFLICT: untied belongs to experiment equilibrium, got propagate/,
  },
  {
    places: ['experiment', 'untied'],
    top: { untied: 'yes' },
    fault: /^SPEC_TYPE: untied must be true or false, got "yes"/,
  },
  {
    places: ['probes', 'experiment'],
    top: { probes: ['overlaps', 'equilibrium'] },
    fault: /^SPEC_CONFLICT: probes\[1\] equilibrium belongs to experiment equilibrium, got propagate/,
  },
  {
    places: ['network.sigmaW'],
    network: { sigmaW: Number.NaN },
    fault: /^SPEC_RANGE: network\.sigmaW must be a positive number, got NaN/,
  },
  { places: ['network.sigmaW2'], network: { sigmaW2: 3 }, fault: /^SPEC_CONFLICT: network\.sigmaW2 and/ },
  {
    places: ['network.sigmaW', 'network.sigmaW2'],
    network: { sigmaW: undefined },
    fault: /^SPEC_MISSING: network\.sigmaW /,
  },
  { places: ['network.sigmaB2'], network: { sigmaB2: -3 }, fault: /^SPEC_CONFLICT: network\.sigmaB2 and/ },
  { places: ['network.sigmab'], network: { sigmab: 1 }, fault: /^SPEC_UNKNOWN_KEY: network has no key/ },
  {
    places: ['inputs'],
    inputs: { ensemble: 'pairs' },
    fault: /^SPEC_UNKNOWN_NAME: inputs\.ensemble "pairs"/,
  },
  { places: ['inputs'], inputs: { ensemble: 'pair', correlation: 2 }, fault: /^SPEC_RANGE: inputs\.corr/ },
  {
    places: ['inputs'],
    inputs: { ensemble: 'overlaps', matrix: rising },
    fault: /^SPEC_RANGE: inputs\.matrix must have a positive semidefinite/,
  },
  {
    places: ['inputs'],
    inputs: { ensemble: 'overlaps', matrix: { list: [[[1]], rising] }, squaredNorm: 1 },
    fault: /^SPEC_RANGE: inputs\.matrix\.list\[1\] must have a positive semidefinite/,
  },
  {
    places: ['inputs'],
    inputs: { ...mnist, indices: [9_999, 10_000], companion: 7 },
    fault:
      /^SPEC_RANGE: inputs\.indices\[1\] must be an image index from 0 to 9999 for split test, got 10000/,
  },
  {
    places: ['inputs'],
    inputs: { ensemble: 'mnist', indices: { list: [[1], [2, 59_999]] } },
    fault: /^SPEC_RANGE: inputs\.indices\.list\[1\]\[1\] must be an image index from 0 to 9999/,
  },
  {
    places: ['inputs'],
    inputs: { ...mnist, split: 'train', indices: [60_000] },
    fault: /^SPEC_RANGE: inputs\.indices\[0\] must be an image index below 60000/,
  },
  {
    places: ['inputs'],
    inputs: { ...mnist, classes: [10] },
    fault: /^SPEC_RANGE: inputs\.classes\[0\] must/,
  },
  {
    places: ['inputs'],
    inputs: { ...mnist, indices: [1], classes: [10] },
    fault: /^SPEC_CONFLICT: inputs\.classes and inputs\.indices/,
  },
];

function specWith(faults: readonly KnownFault[]): Section {
  const network = { activation: 'tanh', width: 64, depth: 10, sigmaW: 1.5, sigmaB: 0.1 };
  return Object.assign(
    { name: 'test', networks: 4, inputs: { ensemble: 'pair' } },
    ...faults.map(({ top }) => top),
    ...faults.flatMap(({ inputs }) => (inputs === undefined ? [] : [{ inputs }])),
    { network: Object.assign(network, ...faults.map((fault) => fault.network)) },
  );
}

function messagesOf(written: unknown): string[] {
  try {
    parseSpec(written);
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.faults.map(({ code, message }) => `${code}: ${message}`);
  }
}

const areIndependent = (a: KnownFault, b: KnownFault): boolean =>
  !a.places.some((place) => b.places.includes(place));

test('every fault is found where it is alone, and nothing is found where there is none', () => {
  expect(messagesOf(specWith([]))).toEqual([]);
  for (const fault of known) {
    expect(messagesOf(specWith([fault]))).toContainEqual(expect.stringMatching(fault.fault));
  }
});

test('independent faults do not hide each other', () => {
  const pair = fc
    .tuple(fc.constantFrom(...known), fc.constantFrom(...known))
    .filter(([a, b]) => areIndependent(a, b));
  fc.assert(
    fc.property(pair, (faults) => {
      const messages = messagesOf(specWith(faults));
      for (const { fault } of faults) expect(messages).toContainEqual(expect.stringMatching(fault));
    }),
    { seed: 9, numRuns: 300 },
  );
});

test('the last images of both splits and every digit are allowed', () => {
  const inputs = [
    { ...mnist, indices: [0, 9_999] },
    { ...mnist, split: 'train', indices: [59_999] },
    { ...mnist, classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
  ];
  for (const written of inputs) expect(messagesOf({ ...specWith([]), inputs: written })).toEqual([]);
});

test('a leaf that cannot be read is still known to conditions', () => {
  const written = {
    ...specWith([]),
    network: { activation: 'tanh', depth: 3, sigmaW: 'x' },
    when: ['width > 2', 'sigmaW > 1'],
  };
  expect(messagesOf(written).map((message) => message.slice(0, message.indexOf(' must')))).toEqual([
    'SPEC_TYPE: network.sigmaW',
    'SPEC_MISSING: network.width',
  ]);
});
