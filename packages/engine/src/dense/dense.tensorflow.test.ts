import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DenseCase, digestsOfCase, everything, everythingOfWeights, taskOfCase } from './dense-cases.ts';
import { loadDenseBackend, loadTensorFlow } from './load.ts';

const run = promisify(execFile);
const tanh: DenseCase = {
  activation: 'tanh',
  width: 48,
  depth: 6,
  sigmaW: 1.5,
  sigmaB: 0.3,
  first: 0,
  count: 8,
  features: everythingOfWeights,
};
/** Too wide for blocks. */
const wide: DenseCase = { ...tanh, width: 96, depth: 3 };
/** Every operation that a block knows: orthogonal weights, normalization, a skip connection. */
const orthogonal: DenseCase = {
  ...tanh,
  width: 24,
  depth: 4,
  variant: { weights: 'orthogonal', normalization: 'preactivation', skip: 0.5 },
};

/** The same case in a process of its own. */
async function digestsOfOtherProcess(denseCase: DenseCase): Promise<unknown> {
  const cases = fileURLToPath(new URL('./dense-cases.ts', import.meta.url));
  const conditions = ['@widthwise/source', 'module', 'node'];
  const options = { configFile: false, logLevel: 'silent', ssr: { resolve: { conditions } } };
  const program = `
    import { createServer } from 'vite';
    const options = { ...${JSON.stringify(options)}, server: { middlewareMode: true, ws: false, watch: null } };
    const server = await createServer(options);
    const { digestsOfCase } = await server.ssrLoadModule(${JSON.stringify(cases)});
    process.stdout.write(JSON.stringify(await digestsOfCase(${JSON.stringify(denseCase)})));
    await server.close();`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse(stdout);
}

describe('the dense backend', () => {
  let digests: readonly string[] = [];
  beforeAll(async () => {
    digests = await digestsOfCase(tanh);
  });

  it('names its version, library and device in its fingerprint', async () => {
    const { fingerprint } = await loadDenseBackend();
    expect(fingerprint).toMatch(/^dense-2\/tfjs-node-gpu-4\.22\.0\/tensorflow-\d+\.\d+\.\d+\/(cpu|gpu)$/);
  });

  it('repeats itself bitwise in another process', async () => {
    expect(new Set(digests).size).toBe(tanh.count);
    expect(await digestsOfOtherProcess(tanh)).toEqual(digests);
  });

  it.each([
    ['in blocks', tanh],
    ['singly', wide],
    ['orthogonal', orthogonal],
  ])('gives a network the same bits however shards are cut: %s', async (_how, denseCase) => {
    const whole = await digestsOfCase({ ...denseCase, count: 40 });
    expect(new Set(whole).size).toBe(40);
    const cuts = [0, 3, 16, 21, 37, 40];
    const parts = cuts.slice(1).map((end, i) => {
      const first = cuts[i] ?? 0;
      return digestsOfCase({ ...denseCase, first, count: end - first });
    });
    expect((await Promise.all(parts)).flat()).toEqual(whole);
  });

  it('gives the inputs the same bits however many columns are injected', async () => {
    const backend = await loadDenseBackend();
    const gramsOf = async (pushforwardSamples: number): Promise<Float64Array[]> => {
      const grams: Float64Array[] = [];
      const features = { ...everything, pushforwardSamples };
      const task = taskOfCase({ ...tanh, count: 2, features });
      await backend.propagate(task, (_network, outcome) => {
        if ('gram' in outcome) grams.push(outcome.gram.slice());
      });
      return grams;
    };
    expect(await gramsOf(7)).toEqual(await gramsOf(0));
  });

  it('leaves as many tensors as it found', async () => {
    const { binding } = await loadTensorFlow();
    const before = binding.getNumOfTensors();
    await digestsOfCase({ ...tanh, count: 2 });
    expect(binding.getNumOfTensors()).toBe(before);
  });

  it('ends a network that leaves float32 at its first non-finite layer, and goes on with the next', async () => {
    const linear = { ...tanh, activation: 'linear', width: 8, features: everything };
    const explosive = { ...linear, sigmaW: 1e9, depth: 9, count: 3 };
    const outcomes = await digestsOfCase(explosive);
    // Lengths grow by 1e9 per layer, so 3.4e38 is passed in layer 5.
    expect(outcomes).toEqual(['layer 5', 'layer 5', 'layer 5']);
    expect(await digestsOfCase({ ...explosive, depth: 4 })).not.toContain('layer 5');
  });

  it('leaves the other networks of a block alone when one fails', async () => {
    // Two dead rectifiers cannot be normalized: one network in four at every layer.
    const variant = { normalization: 'postactivation' } as const;
    const fragile = { ...tanh, activation: 'relu', width: 2, depth: 3, sigmaB: 0, count: 16, variant };
    const outcomes = await digestsOfCase(fragile);
    const failed = outcomes.filter((outcome) => outcome.startsWith('layer'));
    expect(new Set(failed)).toEqual(new Set(['layer 2', 'layer 3']));
    expect(new Set(outcomes.filter((outcome) => !outcome.startsWith('layer'))).size).toBeGreaterThan(0);
    for (const [network, outcome] of outcomes.entries())
      expect(await digestsOfCase({ ...fragile, first: network, count: 1 })).toEqual([outcome]);
  });

  it('has features that agree with each other', async () => {
    const backend = await loadDenseBackend();
    const task = taskOfCase(tanh);
    await backend.propagate(task, (_network, outcome) => {
      if ('nonFiniteLayer' in outcome) throw new Error('this case stays finite');
      const { gram, powerSums, neurons, pitCounts } = outcome;
      for (let layer = 0; layer < tanh.depth; layer += 1) {
        for (let a = 0; a < 2; a += 1) {
          const row = layer * 2 + a;
          expect(powerSums[4 * row + 1]).toBeCloseTo(gram[layer * 4 + 3 * a] ?? Number.NaN, 14);
          const counts = pitCounts.subarray(row * 4, (row + 1) * 4);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(tanh.width);
          const first = neurons.subarray(row * 8, (row + 1) * 8);
          expect(first.every((z) => z !== 0 && Math.fround(z) === z)).toBe(true);
        }
      }
    });
  });
});
