import { expect, it } from 'vitest';
import { denseFingerprint } from './fingerprint.ts';

it('a dense fingerprint names package, library and device', () => {
  expect(denseFingerprint({ tfjs: '4.22.0', tensorflow: '2.21.0', device: 'cpu' })).toBe(
    'dense-2/tfjs-node-gpu-4.22.0/tensorflow-2.21.0/cpu',
  );
});
