import { digamma } from '@widthwise/stats';
import { expect, it } from 'vitest';
import { featuresWith, intervalCoverage } from '../coverage.fixture.ts';
import { normalStream } from '../normal-stream.fixture.ts';
import { partialJacobian } from './index.ts';

const WIDTH = 32;
const SIGMA_W2 = 1.5;
const SHAPE = { widths: [WIDTH, WIDTH, WIDTH], depth: 3, inputs: 1 };
const OPTIONS = { directions: 1 };
const REQUEST = partialJacobian.features(SHAPE, OPTIONS);

/**
 * A relu network without biases, in law: each neuron is active with probability ½ independently of all others, and an active one
 * hands its tangent on. Squared tangents then gain (σ_w²/N) Σ_active u_i²/|u|² N, u fresh normal in each layer.
 */
function drawNetwork(normal: () => number) {
  const [columns, depth] = [2, SHAPE.depth];
  const tangentNorms = new Float64Array(depth * columns);
  const jacobianGains = new Float64Array(depth);
  const variances = new Float64Array(columns);
  for (let layer = 0; layer < depth; layer++) {
    let active = 0;
    const next = new Float64Array(columns);
    for (let i = 0; i < WIDTH; i++) {
      const isActive = normal() > 0;
      active += isActive ? 1 : 0;
      for (let column = 0; column < columns; column++) {
        // Column 0 starts at layer 1, column 1 at layer 2.
        if (layer < column) continue;
        const deviation = layer === column ? 1 : Math.sqrt(variances[column]!);
        const u = deviation * normal();
        tangentNorms[layer * columns + column]! += (u * u) / WIDTH;
        if (isActive) next[column]! += (SIGMA_W2 * u * u) / WIDTH;
      }
    }
    variances.set(next);
    jacobianGains[layer] = (SIGMA_W2 * active) / WIDTH;
  }
  return featuresWith(SHAPE, { request: REQUEST, tangentNorms, jacobianGains });
}

/** E ln(σ_w² k/N) over k of Binomial(N, ½), k > 0. */
function meanLogGain(): number {
  let [sum, weight] = [0, 2 ** -WIDTH];
  for (let k = 1; k <= WIDTH; k++) {
    weight *= (WIDTH - k + 1) / k;
    sum += weight * Math.log((SIGMA_W2 * k) / WIDTH);
  }
  return sum;
}

/** E ln of one layer's factor: ln of a mean of k squared normals and of the share that they are of the active ones' layer before. */
function meanLogFactor(): number {
  // The factor is (σ_w²/N) Σ_active u²/(|u|²/N) times χ²_N/N; the share of k of N squared normals is Beta(k/2, (N − k)/2).
  let [sum, weight] = [0, 2 ** -WIDTH];
  for (let k = 1; k <= WIDTH; k++) {
    weight *= (WIDTH - k + 1) / k;
    sum += weight * (Math.log(SIGMA_W2) + digamma(k / 2) - digamma(WIDTH / 2));
  }
  return sum + digamma(WIDTH / 2) + Math.log(2 / WIDTH);
}

// 2,000 sweeps: a share of 95 % has a standard error of 0.49 %, so that 93 to 97 % is four of them; false alarm 6e-5 each.
// Negative control: gain 2, that of σ_w² = 4.
it('the intervals of norms, their logarithms, gains and depth scale cover the exact values of relu networks', () => {
  const scale = 1 / Math.abs(meanLogGain());
  const truths = [
    { quantity: 'apjn', layer: 2, step: 1, inputA: 1, truth: SIGMA_W2 / 2 },
    { quantity: 'apjn', layer: 3, step: 1, inputA: 1, truth: (SIGMA_W2 / 2) ** 2 },
    { quantity: 'apjn', layer: 3, step: 2, inputA: 1, truth: SIGMA_W2 / 2 },
    { quantity: 'apjn-log', layer: 3, step: 1, inputA: 1, truth: 2 * meanLogFactor() },
    { quantity: 'jacobian-gain', layer: 2, inputA: 1, truth: SIGMA_W2 / 2 },
    { quantity: 'jacobian-depth-scale', inputA: 1, truth: scale },
  ];
  const normal = normalStream(1111);
  const cell = {
    probe: partialJacobian,
    shape: SHAPE,
    options: OPTIONS,
    networks: 128,
    draw: () => drawNetwork(normal),
  };
  for (const [key, share] of intervalCoverage({ ...cell, replicas: 2000 }, truths)) {
    expect(share, key).toBeGreaterThan(0.93);
    expect(share, key).toBeLessThan(0.97);
  }
  const wrong = { quantity: 'jacobian-gain', layer: 2, inputA: 1, truth: 1.03 * (SIGMA_W2 / 2) };
  for (const share of intervalCoverage({ ...cell, replicas: 400 }, [wrong]).values())
    expect(share).toBeLessThan(0.9);
});
