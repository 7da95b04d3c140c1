import { digamma } from '@widthwise/stats';
import { expect, it } from 'vitest';
import { featuresWith, intervalCoverage } from '../coverage.fixture.ts';
import { normalStream } from '../normal-stream.fixture.ts';
import { relativeEntropy } from './index.ts';

const WIDTH = 32;
const SHAPE = { widths: [WIDTH, WIDTH], depth: 2, inputs: 1 };
const OPTIONS = { samples: 1 };
const REQUEST = relativeEntropy.features(SHAPE, OPTIONS);

/** Two layers of a linear network with q = 1: K_1 = 1, K_2 = ⟨z²⟩ of layer 1, neurons N(0, K). */
function drawNetwork(normal: () => number) {
  const powerSums = new Float64Array(8);
  const kernel = Float64Array.of(1, 0);
  for (let layer = 0; layer < 2; layer++) {
    const deviation = Math.sqrt(kernel[layer]!);
    for (let i = 0; i < WIDTH; i++) {
      const z = deviation * normal();
      powerSums[4 * layer]! += z / WIDTH;
      powerSums[4 * layer + 1]! += (z * z) / WIDTH;
    }
    if (layer === 0) kernel[1] = powerSums[1]!;
  }
  return featuresWith(SHAPE, { request: REQUEST, powerSums, kernel, pushforward: new Float64Array(4) });
}

// With v and m of a layer's neurons, v_1 = χ²_{N−1}/N and m_1² = χ²_1/N independent, K_2 = v_1 + m_1², and layer 2 the same times K_2:
// E 1/v_1 = N/(N − 3), E v_1/K_2 = (N − 1)/N, E ln(v_2/v_1) = ψ(N/2) + ln(2/N) = E ln K_2, E 1/K_2 = N/(N − 2).
// 2,000 sweeps: 93 to 97 % is four standard errors of a share, false alarm 6e-5 each. Negative control: each divergence for the other.
it('the intervals of divergences cover the exact values of linear networks, in their own direction alone', () => {
  const n = WIDTH;
  const logarithm = digamma(n / 2) + Math.log(2 / n);
  const inverse = 1 / (n - 3);
  const forward = (n / 2) * ((n - 1) * inverse - 1 + logarithm + 2 * inverse);
  const reverse = (n / 2) * (((n - 1) / n) * (1 + inverse) - 1 - logarithm + inverse + (1 + inverse) / n);
  const isotropic = { layer: 2, inputA: 1 };
  const truths = [
    { quantity: 'kl-isotropic-forward', ...isotropic, truth: forward },
    { quantity: 'kl-isotropic-reverse', ...isotropic, truth: reverse },
    { quantity: 'kl-kernel-forward', layer: 2, truth: 0.5 * (n / (n - 2) - 1 + logarithm) },
    { quantity: 'kl-kernel-reverse', layer: 2, truth: -0.5 * logarithm },
  ];
  const normal = normalStream(4444);
  const cell = {
    probe: relativeEntropy,
    shape: SHAPE,
    options: OPTIONS,
    networks: 512,
    draw: () => drawNetwork(normal),
  };
  for (const [key, share] of intervalCoverage({ ...cell, replicas: 2000 }, truths)) {
    expect(share, key).toBeGreaterThan(0.93);
    expect(share, key).toBeLessThan(0.97);
  }
  const wrong = truths.map((truth, i) => ({ ...truth, truth: truths[i ^ 1]!.truth }));
  for (const [key, share] of intervalCoverage({ ...cell, replicas: 100 }, wrong))
    expect(share, key).toBeLessThan(0.9);
});
