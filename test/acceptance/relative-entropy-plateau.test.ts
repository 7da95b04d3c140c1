import { describe, expect, test } from 'vitest';
import { type CellResult, runCell } from '../support/run-cell.ts';

/**
 * arXiv:2107.06898 at N = 784, |x|²/N = 0.1, σ_b² = 0.05. The values of D and of the isotropic relative entropy at infinite
 * width for layers 2…5 and the last, and the tolerance 5·22/√M + 5 nats for a mean over M networks: a single network's
 * standard deviation is about 22 nats, and terms of order one are left out of (N/2) ln(q/q₁).
 */
const networks = 64;
const tolerance = (5 * 22) / Math.sqrt(networks) + 5;
const depth = 31;

const run = (sigmaW2: number, squaredNorm: number, cellId: string): Promise<CellResult> =>
  runCell({
    cellId,
    networks,
    probes: { 'relative-entropy': {} },
    parameters: {
      network: { activation: 'tanh', width: 784, depth, sigmaW: Math.sqrt(sigmaW2), sigmaB: Math.sqrt(0.05) },
      inputs: { ensemble: 'constant', squaredNorm },
      sampler: 'gram',
    },
  });

const entropy = (result: CellResult, layer: number) =>
  result.estimate({ quantity: 'relative-entropy', layer, inputA: 1 });
const isotropic = (result: CellResult, layer: number) =>
  result.estimate({ quantity: 'kl-isotropic-forward', layer, inputA: 1 });

const published = [
  {
    sigmaW2: 1.5,
    entropies: [118.8, 190.9, 233.4, 257.9],
    plateau: 289.0,
    isotropic: [16.3, 39.8, 57.5],
    last: 84.5,
  },
  { sigmaW2: 2.5, entropies: [232.7, 368.6], plateau: 496.3, isotropic: [57.2, 129.7], last: 214.8 },
] as const;

describe.each(published)('σ_w² = $sigmaW2', (row) => {
  const result = run(row.sigmaW2, 0.1, 'a5'.repeat(32));
  let worst = 0;
  /** |found − published| in nats. */
  const differenceOf = (found: number | undefined, value: number): number => {
    const difference = Math.abs((found ?? Number.NaN) - value);
    worst = Math.max(worst, difference);
    return difference;
  };

  test('the push-forward relative entropy climbs the published steps to the published plateau', async () => {
    const found = await result;
    for (const [step, value] of row.entropies.entries()) {
      expect(differenceOf(entropy(found, step + 2).value, value)).toBeLessThan(tolerance);
    }
    expect(differenceOf(entropy(found, depth).value, row.plateau)).toBeLessThan(tolerance);
  });

  test('so does the isotropic Gaussian relative entropy', async () => {
    const found = await result;
    for (const [step, value] of row.isotropic.entries()) {
      expect(differenceOf(isotropic(found, step + 2).value, value)).toBeLessThan(tolerance);
    }
    expect(differenceOf(isotropic(found, depth).value, row.last)).toBeLessThan(tolerance);
  });

  test('no layer is further off than the tolerance', async ({ annotate }) => {
    expect(worst).toBeLessThan(tolerance);
    await annotate(
      `relative entropies of whole runs at σ_w² = ${row.sigmaW2} | published steps and plateau | N = 784, ${networks} networks, layers 2 to ${depth} | ${worst.toFixed(1)} nats | Erdmenger, Grosvenor & Jefferson 2022`,
      'accuracy',
    );
  });
});

test('a network that starts at its length fixed point gains no relative entropy, at any layer', async () => {
  const found = await run(1.5, 0.245358, 'b5'.repeat(32));
  for (let layer = 2; layer <= depth; layer++) {
    const { value, standardError } = entropy(found, layer);
    // The O(1) shift of D at N = 784 is below 8 nats; |z| < 5 over 30 correlated layers: false alarm below 2e-5.
    expect(Math.abs(value ?? Number.NaN)).toBeLessThan(5 * (standardError ?? 0) + 8);
  }
});

test('the plateau of σ_w² = 1.4 is not mistaken for that of 1.5', async () => {
  const found = await run(1.4, 0.1, 'c5'.repeat(32));
  expect(Math.abs((entropy(found, depth).value ?? Number.NaN) - 289.0)).toBeGreaterThan(tolerance);
});
