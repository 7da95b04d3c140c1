import { logNormalCdf } from '@widthwise/stats';
import { describe, expect, it } from 'vitest';
import { normalStream } from '../normal-stream.fixture.ts';
import { conditionalRejections } from './conditional-tests.ts';
import { fastLogNormalCdf } from './log-cdf-table.ts';
import { rejectionShare } from './rejection-share.ts';

describe('fastLogNormalCdf', () => {
  it('stays within 3e-10 of the exact function and equals it beyond its table', () => {
    let largest = 0;
    for (let z = -8; z < 8; z += 0.00317) {
      largest = Math.max(largest, Math.abs(fastLogNormalCdf(z) - logNormalCdf(z)));
    }
    expect(largest).toBeLessThan(3e-10);
    for (const z of [-30, -8, 8, 12]) expect(fastLogNormalCdf(z)).toBe(logNormalCdf(z));
  });
});

describe('conditionalRejections', () => {
  // 20,000 samples of 64, seed 1905: share 5 % within 4 binomial standard errors of 0.154 %, false alarm 6e-5 each.
  function shares(draw: () => number): { jarqueBera: number; andersonDarling: number } {
    const values = new Float64Array(64);
    const found = { jarqueBera: 0, andersonDarling: 0 };
    for (let sample = 0; sample < 20_000; sample++) {
      for (let i = 0; i < 64; i++) values[i] = draw();
      const rejections = conditionalRejections(values);
      if (rejections?.jarqueBera) found.jarqueBera += 1 / 20_000;
      if (rejections?.andersonDarling) found.andersonDarling += 1 / 20_000;
    }
    return found;
  }

  it('reject 5 % of normal samples', () => {
    const normal = normalStream(1905);
    const found = shares(() => 3 + 0.2 * normal());
    expect(Math.abs(found.jarqueBera - 0.05)).toBeLessThan(4 * 0.00154);
    expect(Math.abs(found.andersonDarling - 0.05)).toBeLessThan(4 * 0.00154);
  });

  it('reject far more samples of a scale mixture', () => {
    const normal = normalStream(1906);
    const found = shares(() => normal() * (normal() > 0 ? 1.6 : 0.6));
    expect(found.jarqueBera).toBeGreaterThan(0.2);
    expect(found.andersonDarling).toBeGreaterThan(0.2);
  });

  it('are undefined for dead neurons', () => {
    expect(conditionalRejections(new Float64Array(64))).toBeUndefined();
  });
});

describe('rejectionShare', () => {
  it('is k/n with a standard error that does not vanish at k = 0', () => {
    expect(rejectionShare(3, 60).value).toBe(0.05);
    expect(rejectionShare(0, 60).standardError).toBeCloseTo(Math.sqrt((2 / 64) * (62 / 64) * (1 / 64)), 15);
    expect(rejectionShare(0, 0)).toEqual({ value: undefined, standardError: undefined });
  });
});
