import { test } from 'vitest';
import { conditionalRejections } from './gaussianity/conditional-tests.ts';
import { normalStream } from './reference-sampler.fixture.ts';
import { fastLogNormalCdf } from './gaussianity/log-cdf-table.ts';
import { andersonDarlingDistance, jarqueBera, pitEdges } from '@widthwise/stats';
test('b', () => {
  const n = normalStream(1);
  const data = Array.from({ length: 200 }, () => Float64Array.from({ length: 64 }, n));
  const v = new Float64Array(64);
  const time = (name: string, f: (x: Float64Array) => void) => {
    let best = 1e9;
    for (let r = 0; r < 60; r++) { const t = performance.now(); for (const d of data) f(d); best = Math.min(best, performance.now() - t); }
    console.log(name, ((best / 200) * 1e3).toFixed(2), 'us');
  };
  time('all', (d) => { v.set(d); conditionalRejections(v); });
  time('sort', (d) => { v.set(d); v.sort(); });
  const sorted = data.map((d) => d.slice().sort());
  let k = 0; let sink = 0;
  time('dist', () => { sink += andersonDarlingDistance(sorted[k++ % 200]!, 0, 1, fastLogNormalCdf); });
  const scratch = new Float64Array(64);
  time('insertion', (d) => { scratch.set(d); for (let i = 1; i < 64; i++) { const x = scratch[i]!; let j = i; while (j > 0 && scratch[j - 1]! > x) { scratch[j] = scratch[j - 1]!; j--; } scratch[j] = x; } });
  const big = new Float64Array(36050), src = new Int32Array(17920).fill(3), acc = new Float64Array(36050);
  time('clear', () => { big.fill(0); });
  time('set70', () => { for (let l = 0; l < 70; l++) big.set(src.subarray(l * 256, l * 256 + 256), l * 256); });
  time('loop', () => { for (let i = 0; i < 17920; i++) big[i] = src[i]!; });
  time('slice', () => { big.slice(); });
  time('add', () => { for (let i = 0; i < acc.length; i++) acc[i]! += big[i]!; });
  console.log(sink);
});
