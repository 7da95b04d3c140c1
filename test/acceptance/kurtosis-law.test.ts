import { describe, expect, test } from 'vitest';
import { runCell, score } from '../support/run-cell.ts';

/**
 * Exact excess kurtosis of one preactivation over random bias-free networks of equal widths N, after l − 1 hidden layers:
 * 3((1 + c/N)^(l−1) − 1), with c = 5 for relu and 2 for linear.
 */
const law = (constant: number, width: number, layer: number): number =>
  3 * ((1 + constant / width) ** (layer - 1) - 1);

const widths = [8, 16, 32, 64, 128, 256];
const quantities = ['excess-kurtosis', 'excess-kurtosis-conditional'] as const;

const run = (activation: string, width: number, sigmaW: number, networks: number) =>
  runCell({
    cellId: `${width.toString(16).padStart(4, '0')}${'7e'.repeat(30)}`,
    networks,
    probes: { gaussianity: {} },
    parameters: {
      network: { activation, width, depth: 4, sigmaW, sigmaB: 0 },
      inputs: { ensemble: 'constant', squaredNorm: 1 },
      sampler: 'gram',
    },
  });

describe.each([
  { activation: 'relu', constant: 5, sigmaW: Math.SQRT2 },
  { activation: 'linear', constant: 2, sigmaW: 1 },
])('$activation', ({ activation, constant, sigmaW }) => {
  let worst = 0;

  test.each(widths)('the kurtosis of width %i follows the exact law at every layer', async (width) => {
    const result = await run(activation, width, sigmaW, 16_384);
    for (const quantity of quantities) {
      for (let layer = 2; layer <= 4; layer++) {
        const estimate = result.estimate({ quantity, layer, inputA: 1 });
        // 72 comparisons in all at |z| < 4: false alarm 0.5 %; fixed seed.
        const found = Math.abs(score(estimate, law(constant, width, layer)));
        expect(found).toBeLessThan(4);
        worst = Math.max(worst, found);
      }
    }
  });

  test('no width or layer is four standard errors off', async ({ annotate }) => {
    expect(worst).toBeLessThan(4);
    await annotate(
      `excess kurtosis of whole runs, ${activation} | exact product law | widths 8 to 256, layers 2 to 4, 16,384 networks | ${worst.toFixed(1)} SE | own, NOTES.md §5 of theory`,
      'accuracy',
    );
  });
});

test('the law of a width one quarter larger is rejected', async () => {
  const found = await run('relu', 64, Math.SQRT2, 16_384);
  const estimate = found.estimate({ quantity: 'excess-kurtosis-conditional', layer: 4, inputA: 1 });
  expect(Math.abs(score(estimate, law(5, 80, 4)))).toBeGreaterThan(4);
});

test('infinite width, with no kurtosis, is rejected at width 256', async () => {
  const found = await run('relu', 256, Math.SQRT2, 16_384);
  expect(
    score(found.estimate({ quantity: 'excess-kurtosis-conditional', layer: 2, inputA: 1 }), 0),
  ).toBeGreaterThan(4);
});
