import { expect, it } from 'vitest';
import { childEnvironment } from './child-environment.ts';

it('a child knows where libraries and devices are, and no credential', () => {
  const environment = childEnvironment({
    PATH: '/bin',
    CUDA_VISIBLE_DEVICES: '1',
    DATABASE_URL: 'postgres://worker:hunter2@host/db',
    TEMPORAL_API_KEY: 'hunter3',
    AWS_SECRET_ACCESS_KEY: 'hunter4',
    NODE_OPTIONS: '--require x',
  });
  expect(environment).toMatchObject({ PATH: '/bin', CUDA_VISIBLE_DEVICES: '1', TF_CPP_MIN_LOG_LEVEL: '3' });
  expect(JSON.stringify(environment)).not.toMatch(/hunter|NODE_OPTIONS/);
});
