import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SpecError } from './fault.ts';
import { parseSpec } from './parse-spec.ts';
import { specJsonSchema } from './spec.ts';

const network = { activation: 'tanh', width: 64, depth: 10, sigmaW: 1.5 };
const spec = { name: 'test', network, networks: 4 };

/** "CODE: message" of every fault. */
function faultsOf(written: unknown): string[] {
  try {
    parseSpec(written);
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.faults.map(({ code, message }) => `${code}: ${message}`);
  }
}

test('a minimal spec is enough', () => {
  expect(faultsOf(spec)).toEqual([]);
});

test('all faults are reported together, each with where, the rule and the value found', () => {
  const faults = faultsOf({
    nam: 'x',
    network: { activation: 'tahn', width: [64, 128, 0], depth: 2.5, sigmaW: 'big', sigmaB: -1 },
    inputs: { ensemble: 'pair', corelation: 0.5, squaredNorm: Number.POSITIVE_INFINITY },
    probes: ['overlap'],
    networks: 0,
    exclude: ['widht > 3'],
  });
  expect(faults).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^SPEC_UNKNOWN_KEY: spec has no key "nam"\. Did you mean "name"\?/),
      expect.stringMatching(
        /^SPEC_UNKNOWN_NAME: network\.activation "tahn" is not known\. Did you mean "tanh"\?/,
      ),
      'SPEC_RANGE: network.width[2] must be a positive integer up to 1048576, got 0.',
      'SPEC_RANGE: network.depth must be a positive integer up to 65535, got 2.5.',
      'SPEC_TYPE: network.sigmaW must be a positive number, got "big".',
      'SPEC_RANGE: network.sigmaB must be a number ≥ 0, got -1.',
      expect.stringMatching(
        /^SPEC_UNKNOWN_KEY: inputs has no key "corelation"\. Did you mean "correlation"\?/,
      ),
      'SPEC_RANGE: inputs.squaredNorm must be a number ≥ 0, got Infinity.',
      expect.stringMatching(
        /^SPEC_UNKNOWN_NAME: probes\[0\] "overlap" is not known\. Did you mean "overlaps"\?/,
      ),
      'SPEC_RANGE: networks must be a number of networks from 1 to 2147483647, got 0.',
      expect.stringMatching(/^SPEC_UNKNOWN_NAME: exclude\[0\] "widht" is not known\. Did you mean/),
      expect.stringMatching(/^SPEC_MISSING: name must be a name/),
    ]),
  );
  expect(faults).toHaveLength(12);
});

test.each([
  [
    'two ways of giving σ_w',
    { ...spec, network: { ...network, sigmaW2: 2 } },
    /SPEC_CONFLICT: network.sigmaW2/,
  ],
  [
    'no σ_w',
    { ...spec, network: { activation: 'tanh', width: 1, depth: 1 } },
    /SPEC_MISSING: network.sigmaW/,
  ],
  [
    'a slope without leaky-relu',
    { ...spec, network: { ...network, negativeSlope: 0.1 } },
    /SPEC_CONFLICT: network.negativeSlope/,
  ],
  ['a device for gram', { ...spec, device: 'gpu' }, /SPEC_CONFLICT: device/],
  [
    'an unknown ensemble',
    { ...spec, inputs: { ensemble: 'pairs' } },
    /SPEC_UNKNOWN_NAME: inputs.ensemble "pairs" is not known. Did you mean "pair"/,
  ],
  [
    'indices with classes',
    { ...spec, inputs: { ensemble: 'mnist', indices: [1], classes: [2] } },
    /SPEC_CONFLICT: inputs.classes/,
  ],
  [
    'a misspelt generator',
    { ...spec, network: { ...network, width: { linspce: [1, 2, 3] } } },
    /SPEC_UNKNOWN_KEY: network.width has no key "linspce". Did you mean "linspace"/,
  ],
  [
    'two generators',
    { ...spec, network: { ...network, width: { range: [1, 3, 1], list: [1] } } },
    /SPEC_RANGE: network.width must have exactly one of/,
  ],
  [
    'a linspace that misses the integers',
    { ...spec, network: { ...network, width: { linspace: [1, 2, 3] } } },
    /SPEC_RANGE: network.width.linspace: value 2 of 3 must be a positive integer up to 1048576, got 1.5/,
  ],
  [
    'a repeated value',
    { ...spec, network: { ...network, width: [8, 8] } },
    /SPEC_RANGE: network.width must have distinct values, got 8 twice/,
  ],
  [
    'a repeated probe',
    { ...spec, probes: ['overlaps', { overlaps: {} }] },
    /SPEC_CONFLICT: probes name overlaps more than once/,
  ],
  [
    'an unknown option',
    { ...spec, probes: [{ 'relative-entropy': { sample: 3 } }] },
    /SPEC_UNKNOWN_KEY: probes\[0\].relative-entropy has no key "sample". Did you mean "samples"/,
  ],
  [
    'zipped axes of unequal length',
    { ...spec, network: { ...network, width: [1, 2], depth: [1, 2, 3] }, zip: [['width', 'depth']] },
    /SPEC_CONFLICT: zip\[0\] must pair axes of equal length: network.width has 2, network.depth has 3/,
  ],
  [
    'a zipped value',
    { ...spec, zip: [['width', 'depth']] },
    /SPEC_CONFLICT: zip\[0\]\[0\] must name an axis/,
  ],
  [
    'a ratio to nothing',
    { ...spec, network: { ...network, depth: { ratio: ['widht', 0.5] } } },
    /SPEC_UNKNOWN_NAME: network.depth.ratio\[0\] "widht"/,
  ],
  [
    'a shard size that is no power of two',
    { ...spec, shardNetworks: 12 },
    /SPEC_RANGE: shardNetworks must be a power of two/,
  ],
  [
    'a key named like a built-in',
    { ...spec, constructor: 1 },
    /SPEC_UNKNOWN_KEY: spec has no key "constructor"/,
  ],
  [
    'a prototype',
    JSON.parse('{"__proto__": {"networks": 4}, "name": "x"}'),
    /SPEC_UNKNOWN_KEY: spec has no key "__proto__"/,
  ],
  ['nothing at all', null, /SPEC_TYPE: spec must be a mapping, got null/],
])('%s is refused with the reason', (_, written, reason) => {
  expect(faultsOf(written).join('\n')).toMatch(reason);
});

test('a fault in one section does not hide the rules of another', () => {
  const faults = faultsOf({
    ...spec,
    inputs: { ensemble: 'pair', correlation: 7 },
    network: { ...network, sigmaW2: 2 },
  });
  expect(faults.map((fault) => fault.split(':')[0])).toEqual(['SPEC_RANGE', 'SPEC_CONFLICT']);
});

test('whatever is written, the answer is a spec or faults', () => {
  const anything = fc.jsonValue();
  const almost = fc.record(
    {
      name: fc.oneof(fc.constant('x'), anything),
      network: fc.oneof(
        fc.constant(network),
        fc.record({ width: anything, depth: anything, sigmaW: anything, activation: anything }),
        anything,
      ),
      inputs: fc.oneof(
        fc.record({
          ensemble: fc.constantFrom('pair', 'mnist', 'overlaps'),
          matrix: anything,
          correlation: anything,
        }),
        anything,
      ),
      networks: fc.oneof(fc.constant(3), anything),
      zip: anything,
      when: fc.oneof(fc.array(fc.string()), anything),
      probes: anything,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(anything, almost), (written) => {
      for (const fault of faultsOf(written)) expect(fault).toMatch(/^[A-Z_]+: \S/);
    }),
    { seed: 7, numRuns: 400 },
  );
});

test('the published JSON Schema is that of the grammar (written by `widthwise schema`)', () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL('../spec.schema.json', import.meta.url), 'utf8'),
  );
  expect(published).toEqual(specJsonSchema());
});
