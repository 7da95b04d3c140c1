import { resolveActivation } from '@widthwise/network';
import { test } from 'vitest';
import { pairFluctuations, nngpTrajectory, meanMismatch, deterministicPair, pairKernel, lengthFluctuations } from './index.ts';
test('x', () => {
  const a = resolveActivation({ activation: 'tanh' });
  for (let r = 0; r < 3; r++) for (const w of [1, 1.7, 3]) {
    const s = { sigmaW: Math.sqrt(w), sigmaB: Math.sqrt(.05) };
    const k1 = w * .1 + .05;
    const time = (n: string, f: () => unknown) => { const t = performance.now(); f(); return n + ' ' + ((performance.now() - t) / 70).toFixed(3); };
    console.log(w, time('nngp', () => nngpTrajectory(a, s, Float64Array.of(.1, .06, .06, .1), 70)), time('pair', () => pairFluctuations(a, s, deterministicPair(pairKernel(k1, k1, w * .06 + .05)), 70)), time('mism', () => meanMismatch(a, s, k1, 70)), time('len', () => lengthFluctuations(a, s, k1, 70)));
  }
});
