import { afterEach, expect, it, vi } from 'vitest';
import { loadTensorFlow } from './load.ts';

afterEach(() => vi.doUnmock('@tensorflow/tfjs-node-gpu'));

it('an addon that does not load is BACKEND_UNAVAILABLE, with the reason and the way to get it', async () => {
  vi.doMock('@tensorflow/tfjs-node-gpu', () => ({
    ready: () => Promise.reject(new Error('libtensorflow.so.2: cannot open shared object file\nmore')),
  }));
  await expect(loadTensorFlow()).rejects.toMatchObject({
    code: 'BACKEND_UNAVAILABLE',
    message:
      'BACKEND_UNAVAILABLE: backend "tensorflow" did not load: libtensorflow.so.2: cannot open shared object file. ' +
      'Run "npm run setup" to install it, or ask for sampler gram.',
    cause: expect.any(Error),
  });
});

it('another tfjs backend is not taken instead', async () => {
  vi.doMock('@tensorflow/tfjs-node-gpu', () => ({
    ready: () => Promise.resolve(),
    backend: () => ({}),
    getBackend: () => 'cpu',
  }));
  await expect(loadTensorFlow()).rejects.toThrow('tfjs chose its backend "cpu"');
});
