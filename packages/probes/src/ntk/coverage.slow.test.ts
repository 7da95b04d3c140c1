import { expect, it } from 'vitest';
import { featuresWith, intervalCoverage } from '../coverage.fixture.ts';
import { normalStream } from '../normal-stream.fixture.ts';
import { ntk } from './index.ts';

const WIDTH = 16;
const SHAPE = { widths: [WIDTH, 1], depth: 2, inputs: 2 };
const OPTIONS = { inputs: 2 };
const REQUEST = ntk.features(SHAPE, OPTIONS);
const SIGMA_B2 = 0.01;
/** Σ₁ of two orthogonal unit vectors of two components, σ_w = 1. */
const FIRST = [0.5 + SIGMA_B2, SIGMA_B2] as const;

/** One hidden relu layer and one output, ntk parameterization, with its tangent kernel by layers. */
function drawNetwork(normal: () => number) {
  const [own, shared] = FIRST;
  const slope = shared / own;
  const kernel = new Float64Array(8);
  for (let i = 0; i < WIDTH; i++) {
    const a = Math.sqrt(own) * normal();
    const b = slope * a + Math.sqrt(own - slope * shared) * normal();
    const weight = normal() ** 2 / WIDTH;
    const [x, y] = [Math.max(0, a), Math.max(0, b)];
    const both = a > 0 && b > 0 ? 1 : 0;
    const terms = [own * (a > 0 ? 1 : 0), shared * both, shared * both, own * (b > 0 ? 1 : 0)];
    for (const [at, term] of terms.entries()) kernel[at]! += weight * term;
    for (const [at, product] of [x * x, x * y, x * y, y * y].entries()) kernel[4 + at]! += product / WIDTH;
  }
  for (let at = 4; at < 8; at++) kernel[at]! += SIGMA_B2;
  return featuresWith(SHAPE, { request: REQUEST, ntk: kernel });
}

/** 93.5 % are covered, as the docstring says, less four standard errors of a share. */
const heavyTailed = 'ntk-variance/2//1/2';

// 2,000 sweeps: 93 to 97 % is four standard errors of a share, false alarm 6e-5 each. Negative control: the variance of twice the width.
it('the intervals of the kernel, its layers and its variance cover the exact law of one hidden relu layer', () => {
  const truths = [
    { quantity: 'ntk', layer: 2, inputA: 1, inputB: 1, truth: 0.52 },
    { quantity: 'ntk', layer: 2, inputA: 1, inputB: 2, truth: 0.0962158338 },
    { quantity: 'ntk-contribution', layer: 1, inputA: 1, inputB: 1, truth: 0.255 },
    { quantity: 'ntk-contribution', layer: 2, inputA: 1, inputB: 2, truth: 0.0936846249 },
    { quantity: 'ntk-variance', layer: 2, inputA: 1, inputB: 1, truth: 0.7803 / WIDTH },
    { quantity: 'ntk-variance', layer: 2, inputA: 1, inputB: 2, truth: 0.0626384277 / WIDTH },
  ];
  const normal = normalStream(2222);
  const cell = {
    probe: ntk,
    shape: SHAPE,
    options: OPTIONS,
    networks: 1024,
    draw: () => drawNetwork(normal),
  };
  for (const [key, share] of intervalCoverage({ ...cell, replicas: 2000 }, truths)) {
    expect(share, key).toBeGreaterThan(key === heavyTailed ? 0.915 : 0.93);
    expect(share, key).toBeLessThan(0.97);
  }
  const wrong = { quantity: 'ntk-variance', layer: 2, inputA: 1, inputB: 1, truth: 0.7803 / (2 * WIDTH) };
  for (const share of intervalCoverage({ ...cell, replicas: 100 }, [wrong]).values())
    expect(share).toBeLessThan(0.5);
});
