import { NUMERICS_VERSION } from '@widthwise/experiments';
import { expect, test } from 'vitest';
import { lineageId } from './identity.ts';
import { isCurrentLineage, numericsVersionOf } from './lineage.ts';

const content = {
  probes: [{ name: 'overlaps', version: 1, options: {} }],
  fingerprint: 'gram/wasm-simd128',
};
const lineageOf = (numericsVersion: number) => lineageId({ ...content, numericsVersion });

test('a lineage tells its numerics version, to whoever knows its probes and backend', () => {
  for (const version of [1, NUMERICS_VERSION, NUMERICS_VERSION + 1])
    expect(numericsVersionOf(lineageOf(version), content)).toBe(version);
  expect(numericsVersionOf(lineageOf(1), { ...content, fingerprint: 'other' })).toBeUndefined();
});

test('only the lineage of this build is computed by it', () => {
  expect(isCurrentLineage(lineageOf(NUMERICS_VERSION), content)).toBe(true);
  expect(isCurrentLineage(lineageOf(NUMERICS_VERSION + 1), content)).toBe(false);
});
