import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DenseCase, digestsOfCase, everything, taskOfCase } from './dense-cases.ts';
import { loadDenseBackend, loadTensorFlow } from './load.ts';

const run = promisify(execFile);
const tanh: DenseCase = {
  activation: 'tanh',
  width: 96,
  depth: 6,
  sigmaW: 1.5,
  sigmaB: 0.3,
  first: 0,
  count: 8,
  features: everything,
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
    expect(fingerprint).toMatch(/^dense\/tfjs-node-gpu-4\.22\.0\/tensorflow-\d+\.\d+\.\d+\/(cpu|gpu)$/);
  });

  it('repeats itself bitwise in another process', async () => {
    expect(new Set(digests).size).toBe(tanh.count);
    expect(await digestsOfOtherProcess(tanh)).toEqual(digests);
  });

  it('gives a network the same bits in every block', async () => {
    const halves = [0, 4].map((first) => digestsOfCase({ ...tanh, first, count: 4 }));
    expect((await Promise.all(halves)).flat()).toEqual(digests);
    expect(await digestsOfCase({ ...tanh, first: 5, count: 1 })).toEqual(digests.slice(5, 6));
  });

  it('gives the inputs the same bits however many columns are injected', async () => {
    const backend = await loadDenseBackend();
    const gramsOf = async (pushforwardSamples: number): Promise<Float64Array[]> => {
      const grams: Float64Array[] = [];
      const task = taskOfCase({ ...tanh, count: 2, features: { ...everything, pushforwardSamples } });
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
    const explosive = { ...tanh, activation: 'linear', width: 8, sigmaW: 1e9, depth: 9, count: 3 };
    const outcomes = await digestsOfCase(explosive);
    // Lengths grow by 1e9 per layer, so 3.4e38 is passed in layer 5.
    expect(outcomes).toEqual(['layer 5', 'layer 5', 'layer 5']);
    expect(await digestsOfCase({ ...explosive, depth: 4 })).not.toContain('layer 5');
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
