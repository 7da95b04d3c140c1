import { describe, expect, it } from 'vitest';
import { type DenseCase, taskOfCase } from './dense-cases.ts';
import { loadDenseBackend } from './load.ts';

const networks = 4096;
const base: DenseCase = {
  activation: 'relu',
  width: 8,
  depth: 3,
  sigmaW: 1,
  sigmaB: 0.1,
  first: 0,
  count: networks,
  features: { probedInputs: 0, neurons: 0, pitBins: 0, pushforwardSamples: 0, ntkInputs: 2 },
  variant: { parameterization: 'ntk', outputWidth: 1 },
  ensemble: { ensemble: 'pair', correlation: 0, squaredNorm: 0.5 },
};

/** Θ_11 and Θ_12 of every network. */
async function kernels(change: Partial<DenseCase>): Promise<readonly [Float64Array, Float64Array]> {
  const backend = await loadDenseBackend();
  const own = new Float64Array(networks);
  const other = new Float64Array(networks);
  await backend.propagate(taskOfCase({ ...base, ...change }), (network, outcome) => {
    if ('nonFiniteLayer' in outcome) throw new Error('these networks stay finite');
    for (let l = 0; l < outcome.depth; l += 1) {
      own[network] = own[network]! + outcome.ntk[4 * l]!;
      other[network] = other[network]! + outcome.ntk[4 * l + 1]!;
    }
  });
  return [own, other];
}

/** (mean − expected) in standard errors over networks. */
function score(values: Float64Array, expected: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return (mean - expected) / Math.sqrt(squares / (values.length - 1) / values.length);
}

/** Length and tangent kernel of an input of infinite width, which for relu are the exact means at any width. */
function limit(depth: number): number {
  let length = 0.51;
  let kernel = length;
  for (let l = 1; l < depth; l += 1) {
    length = length / 2 + 0.01;
    kernel = length + kernel / 2;
  }
  return kernel;
}

/** n Var Θ(x, x) at n = 8, q_1 = 0.51, σ_w = 1, σ_b = 0.1: exact finite-width recursion of relu networks. */
const variances: readonly (readonly [number, number])[] = [
  [2, 0.7803],
  [3, 1.195732],
  [4, 1.08007],
  [5, 0.772285],
];

// Every comparison is |z| < 4 over 4096 networks: false alarm 6e-5 each.
describe('the empirical tangent kernel of relu networks of width 8', () => {
  it.each(variances)('has the exact mean and variance of one input at depth %i', async (depth, variance) => {
    const [own] = await kernels({ depth });
    const mean = limit(depth);
    expect(Math.abs(score(own, mean))).toBeLessThan(4);
    const deviations = own.map((value) => 8 * (value - mean) ** 2);
    expect(Math.abs(score(deviations, variance))).toBeLessThan(4);
  });

  it('has the exact mean and variance of two orthogonal inputs at depth 2', async () => {
    const [, other] = await kernels({ depth: 2 });
    // Arc-cosine expectations of degrees 1 and 0 at lengths 0.51 and overlap 0.01.
    const cosine = 0.01 / 0.51;
    const angle = Math.acos(cosine);
    const product = (0.51 * (Math.sin(angle) + (Math.PI - angle) * cosine)) / (2 * Math.PI);
    const mean = product + 0.01 + ((Math.PI - angle) / (2 * Math.PI)) * 0.01;
    expect(Math.abs(score(other, mean))).toBeLessThan(4);
    expect(
      Math.abs(
        score(
          other.map((value) => 8 * (value - mean) ** 2),
          0.0626384277,
        ),
      ),
    ).toBeLessThan(4);
  });

  it('would fail that test if σ_w were 2 % off', async () => {
    const [own] = await kernels({ depth: 4, sigmaW: 1.02 });
    expect(Math.abs(score(own, limit(4)))).toBeGreaterThan(4);
  });
});
