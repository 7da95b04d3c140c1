import type { Sampler } from '@widthwise/experiments';
import type { DeviceClass } from './types.ts';

/** Where the cells of a sampler run, and as which backend they are expected to identify themselves. */
export interface BackendChoice {
  readonly deviceClass: DeviceClass;
  readonly fingerprint: string;
}

const dense = (device: 'cpu' | 'gpu'): BackendChoice => ({
  deviceClass: `tensorflow-${device}`,
  fingerprint: `dense-2/tfjs-node-gpu-4.22.0/tensorflow-2.21.0/${device}`,
});

/** The backend of a sampler on a device. A worker whose backend says otherwise refuses the shard. */
export const chooseBackend = (sampler: Sampler, device: 'cpu' | 'gpu'): BackendChoice =>
  sampler === 'gram' ? { deviceClass: 'cpu', fingerprint: 'gram/wasm-simd128' } : dense(device);
