import { test } from 'vitest';
import { BlockTree, clearObservation, emptyObservation, leafStatistics } from '@widthwise/stats';
import { probes } from './registry.ts';
import { combineRequests } from './combine-requests.ts';
import { defaultsOf } from './accumulate.fixture.ts';
import { drawFeatures, normalStream } from './reference-sampler.fixture.ts';
test('bench', () => {
  const net = { width: 784, depth: 70, phi: Math.tanh, sigmaW2: 1.5, sigmaB2: 0.05, overlaps: [[.1, .06], [.06, .1]], pitScale: .6 };
  const shape = { width: 784, depth: 70, inputs: 2 };
  const ps = Object.values(probes);
  const request = combineRequests(ps.map((p) => p.features(shape, defaultsOf(p))));
  const n = normalStream(3);
  const fs = Array.from({ length: 8 }, () => drawFeatures(net, request, n));
  for (const p of ps) {
    const o = defaultsOf(p), layout = p.layout(shape, o), obs = emptyObservation(layout);
    const best = [1e9, 1e9];
    let last; let est = 0;
    for (let rep = 0; rep < 12; rep++) {
      const tree = new BlockTree(layout);
      let a = 0, b = 0;
      for (let i = 0; i < 64; i++) {
        const t0 = performance.now();
        clearObservation(obs);
        p.observe(fs[i % 8]!, shape, o, obs);
        const t1 = performance.now();
        tree.addObservation(obs, (i * 2654435761) % 2 ** 32);
        const t2 = performance.now();
        a += t1 - t0; b += t2 - t1;
      }
      best[0] = Math.min(best[0]!, a / 64); best[1] = Math.min(best[1]!, b / 64);
      last = tree.finish();
      const t4 = performance.now(); p.estimate(last, shape, o); est = performance.now() - t4;
    }
    console.log(p.name, 'us/network: observe', (best[0]! * 1e3).toFixed(0), 'tree', (best[1]! * 1e3).toFixed(0), 'estimate ms', est.toFixed(1));
  }
});
