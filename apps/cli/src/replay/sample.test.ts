import { expect, test } from 'vitest';
import { drawSample, parseShare } from './sample.ts';

const ids = Array.from({ length: 200 }, (_, i) => `shard ${i}`);

test('a share is a percentage or a fraction, above nothing and up to everything', () => {
  expect(['1%', '0.01', '100%', '.5', ' 2.5% '].map(parseShare)).toEqual([0.01, 0.01, 1, 0.5, 0.025]);
  for (const text of ['0', '101%', '-1%', '1.5', 'some', '', '1e-2'])
    expect(() => parseShare(text), text).toThrow(/^SAMPLE/);
});

test('a seed draws one sample, another seed another, and never nothing of something', () => {
  expect(drawSample(ids, 0.05, 1)).toHaveLength(10);
  expect(new Set(drawSample(ids, 0.05, 1)).size).toBe(10);
  expect(drawSample([...ids].reverse(), 0.05, 1)).toEqual(drawSample(ids, 0.05, 1));
  expect(drawSample(ids, 0.05, 2)).not.toEqual(drawSample(ids, 0.05, 1));
  expect(drawSample(ids, 1e-6, 1)).toHaveLength(1);
  expect([...drawSample(ids, 1, 1)].sort()).toEqual([...ids].sort());
  expect(drawSample([], 1, 1)).toEqual([]);
});
