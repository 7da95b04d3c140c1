import { defineConfig } from 'vitest/config';

/**
 * Tests read the packages' sources, so that a unit test needs no build. `import` and `default` stay out: they would reach
 * Node, which then picks builds of tfjs's dependencies that tfjs cannot load.
 */
const resolve = { conditions: ['@widthwise/source', 'module', 'node'] };

/** As the worker sets it for compute children: other settings change the bits of TensorFlow's products. */
const tensorflowEnvironment = {
  TF_CPP_MIN_LOG_LEVEL: '3',
  TF_ENABLE_ONEDNN_OPTS: '0',
  TF_NUM_INTRAOP_THREADS: '1',
};
const project = (name: string, include: string[], options: Record<string, unknown> = {}) => ({
  resolve,
  ssr: { resolve: { conditions: resolve.conditions } },
  test: { name, include, ...options },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', ['{packages,apps}/*/{src,server,client}/**/*.test.ts', 'infra/setup/**/*.test.mjs'], {
        exclude: ['**/*.{slow,gpu,tensorflow}.test.ts', '**/dist/**', '**/node_modules/**'],
      }),
      project('slow', ['{packages,apps}/*/src/**/*.slow.test.ts'], { testTimeout: 300_000 }),
      project(
        'tensorflow',
        ['{packages,apps}/*/src/**/*.tensorflow.test.ts', 'test/tensorflow/**/*.test.ts'],
        {
          testTimeout: 600_000,
          pool: 'forks',
          fileParallelism: false,
          env: tensorflowEnvironment,
        },
      ),
      project('architecture', ['test/architecture/**/*.test.ts'], { testTimeout: 120_000 }),
      project('acceptance', ['test/acceptance/**/*.test.ts'], { testTimeout: 600_000 }),
      project('replay', ['test/replay/**/*.test.ts'], { testTimeout: 300_000, pool: 'forks' }),
      project('e2e', ['test/e2e/**/*.test.ts'], {
        testTimeout: 600_000,
        hookTimeout: 300_000,
        fileParallelism: false,
        pool: 'forks',
      }),
      project('browser', ['test/browser/**/*.test.ts'], {
        testTimeout: 300_000,
        hookTimeout: 300_000,
        fileParallelism: false,
        pool: 'forks',
      }),
    ],
  },
});
