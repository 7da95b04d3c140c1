import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { activations } from '@widthwise/network';
import { probes } from '@widthwise/probes';
import { describe, expect, test } from 'vitest';
import { runCell } from '../support/run-cell.ts';

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

test('registries are frozen and in alphabetical order, so that a merge of two additions is one line each', () => {
  for (const registry of [activations, probes]) {
    const names = Object.keys(registry);
    expect(names).toEqual([...names].sort());
    expect(Object.isFrozen(registry)).toBe(true);
    for (const name of names) expect(name).toMatch(kebab);
  }
});

test('every quantity has one owner, a kebab-case name, a unit and a description', () => {
  const quantities = Object.values(probes).flatMap((probe) => probe.quantities);
  const names = quantities.map((quantity) => quantity.name);
  expect(new Set(names).size).toBe(names.length);
  for (const quantity of quantities) {
    expect(quantity.name).toMatch(kebab);
    expect(quantity.unit.length).toBeGreaterThan(0);
    expect(quantity.description.length).toBeGreaterThan(10);
  }
});

describe('every registered activation', () => {
  test.each(Object.keys(activations))(
    '%s runs on the Gram sampler with every probe that needs no weights',
    async (activation) => {
      const slope = activation === 'leaky-relu' ? { negativeSlope: 0.1 } : {};
      const result = await runCell({
        cellId: 'ab'.repeat(32),
        networks: 16,
        probes: Object.fromEntries(
          Object.values(probes).flatMap(({ name, experiment, needsWeights }) =>
            experiment === 'propagate' && needsWeights === undefined ? [[name, {}]] : [],
          ),
        ),
        parameters: {
          network: { activation, ...slope, width: 32, depth: 3, sigmaW: 1.2, sigmaB: 0.1 },
          inputs: { ensemble: 'pair', correlation: 0.5, squaredNorm: 1 },
          sampler: 'gram',
        },
      });
      expect(result.estimates.size).toBeGreaterThan(50);
    },
  );

  test('stands in the published schema of specs', () => {
    const file = fileURLToPath(new URL('../../packages/plan/spec.schema.json', import.meta.url));
    const schema = readFileSync(file, 'utf8');
    for (const name of [...Object.keys(activations), ...Object.keys(probes)])
      expect(schema).toContain(`"${name}"`);
  });
});
