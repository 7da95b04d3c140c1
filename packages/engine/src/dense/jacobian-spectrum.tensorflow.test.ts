import type { Architecture } from '@widthwise/network';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DenseCase, taskOfCase } from './dense-cases.ts';
import { loadDenseBackend, loadTensorFlow } from './load.ts';
import { Operations } from './operations.ts';
import { readLayers } from './reference-network.fixture.ts';

const base: DenseCase = {
  activation: 'linear',
  width: 20,
  depth: 6,
  sigmaW: 1.1,
  sigmaB: 0,
  first: 0,
  count: 4,
  features: { probedInputs: 0, neurons: 0, pitBins: 0, pushforwardSamples: 0, singularValues: 2 ** 20 },
};

/** Singular values of ∂h^L/∂h^1, one array a network. */
async function spectra(denseCase: DenseCase): Promise<readonly Float64Array[]> {
  const backend = await loadDenseBackend();
  const out: Float64Array[] = [];
  await backend.propagate(taskOfCase(denseCase), (_network, outcome) => {
    if ('singularValues' in outcome) out.push(outcome.singularValues.slice());
  });
  expect(out.length).toBe(denseCase.count);
  return out;
}

describe('orthogonal linear networks', () => {
  it('multiply every direction by σ_w^{L−1}', async () => {
    const gain = base.sigmaW ** (base.depth - 1);
    for (const values of await spectra({ ...base, variant: { weights: 'orthogonal' } })) {
      expect(values.length).toBe(base.width);
      // Five float32 orthogonal matrices, each isometric to 1e-6.
      for (const value of values) expect(Math.abs(value / gain - 1)).toBeLessThan(1e-5);
    }
  });

  it('multiply by σ_w + μ where a skip connection joins identities: width one', async () => {
    const variant: Partial<Architecture> = { weights: 'orthogonal', skip: 3 };
    const values = await spectra({ ...base, width: 1, depth: 2, count: 16, variant });
    const found = new Set(values.map(([value]) => (value ?? Number.NaN).toFixed(5)));
    expect(found).toEqual(new Set(['4.10000', '1.90000']));
  });
});

/**
 * E (1/N) Σ s² and E (1/N) Σ s⁴ of a product of n square matrices with entries N(0, σ_w²/N), exactly at any width. For a Wishart matrix M of N
 * degrees of freedom and mean 1, E tr AMAM = (1 + 1/N) tr A² + (tr A)²/N and E (tr AM)² = (tr A)² + (2/N) tr A².
 */
function productMoments(width: number, factors: number, sigmaW: number): readonly [number, number] {
  let fourth = 1;
  let squared = 1;
  for (let i = 0; i < factors; i += 1)
    [fourth, squared] = [(1 + 1 / width) * fourth + squared, squared + (2 / width ** 2) * fourth];
  return [sigmaW ** (2 * factors), sigmaW ** (4 * factors) * fourth];
}

describe('Gaussian linear networks', () => {
  const count = 512;
  const shallow = { ...base, depth: 4, count };
  const [square, fourth] = productMoments(base.width, shallow.depth - 1, base.sigmaW);
  const score = (values: readonly number[], expected: number): number => {
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
    return (mean - expected) / Math.sqrt(squares / values.length);
  };
  const means = (all: readonly Float64Array[], power: number): number[] =>
    all.map((values) => values.reduce((sum, s) => sum + s ** power, 0) / values.length);

  it('have E s² = σ_w^{2(L−1)} and the exact E s⁴, of relative variance L − 1 as N → ∞: |z| < 4, false alarm 1.2e-4', async () => {
    const all = await spectra(shallow);
    expect(Math.abs(score(means(all, 2), square))).toBeLessThan(4);
    expect(Math.abs(score(means(all, 4), fourth))).toBeLessThan(4);
    const [one, wide] = productMoments(1e9, shallow.depth - 1, 1);
    expect(wide / one ** 2 - 1).toBeCloseTo(shallow.depth - 1, 6);
  });

  it('would fail that test if σ_w were 2 % off', async () => {
    const all = await spectra({ ...shallow, sigmaW: 1.02 * base.sigmaW });
    expect(Math.abs(score(means(all, 2), square))).toBeGreaterThan(4);
  });
});

describe('deep products', () => {
  let operations: Operations;
  beforeAll(async () => {
    operations = new Operations((await loadTensorFlow()).binding);
  });

  /** ln |det| of a square matrix by elimination with row exchanges. */
  function logDeterminant(matrix: Float64Array, size: number): number {
    const a = matrix.slice();
    let sum = 0;
    for (let k = 0; k < size; k += 1) {
      let pivot = k;
      for (let i = k; i < size; i += 1)
        if (Math.abs(a[i * size + k]!) > Math.abs(a[pivot * size + k]!)) pivot = i;
      for (let j = 0; j < size; j += 1) {
        const kept = a[k * size + j]!;
        a[k * size + j] = a[pivot * size + j]!;
        a[pivot * size + j] = kept;
      }
      sum += Math.log(Math.abs(a[k * size + k]!));
      for (let i = k + 1; i < size; i += 1) {
        const ratio = a[i * size + k]! / a[k * size + k]!;
        for (let j = k; j < size; j += 1) a[i * size + j] = a[i * size + j]! - ratio * a[k * size + j]!;
      }
    }
    return sum;
  }

  it('have singular values whose product is that of the determinants, although they span more than seven decades', async ({
    annotate,
  }) => {
    let worst = 0;
    const deep = { ...base, width: 8, depth: 13, count: 16 };
    const all = await spectra(deep);
    const block = { operations, task: taskOfCase(deep), first: 0, networks: 16 };
    for (const [member, values] of all.entries()) {
      const [largest = Number.NaN] = values;
      const condition = largest / (values.at(-1) ?? Number.NaN);
      expect(condition).toBeGreaterThan(1e7);
      const expected = readLayers(block, member)
        .slice(1)
        .reduce((sum, { weights }) => sum + logDeterminant(weights, deep.width), 0);
      const found = values.reduce((sum, value) => sum + Math.log(value), 0);
      // The least of them errs by a few 2⁻⁵² of the largest; eigenvalues of JᵀJ would err by as much of its square.
      const error = Math.abs(found - expected) / (2 ** -52 * condition);
      expect(error).toBeLessThan(4);
      worst = Math.max(worst, error);
    }
    const method = 'determinants of the weights';
    const range = 'condition 10⁷ to 10¹³';
    await annotate(
      `singular values of Jacobians | ${method} | ${range} | ${(worst * 2 ** -52).toExponential(1)} of the largest | own`,
      'accuracy',
    );
  });
});
