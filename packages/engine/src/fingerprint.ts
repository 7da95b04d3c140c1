/** What decides the bits that a dense network gets. */
export interface DenseVariant {
  /** Version of @tensorflow/tfjs-node-gpu. */
  readonly tfjs: string;
  /** Version of the TensorFlow library that it loaded. */
  readonly tensorflow: string;
  readonly device: 'cpu' | 'gpu';
}

/**
 * Fingerprint of the dense backend: results of different fingerprints are never merged.
 *
 * @param variant - versions and device.
 * @returns backend with the number of its way to draw (2: aligned blocks of narrow networks), its version, the library's version and the device class.
 *
 * @example
 * denseFingerprint({ tfjs: '4.22.0', tensorflow: '2.21.0', device: 'cpu' });
 * // => 'dense-2/tfjs-node-gpu-4.22.0/tensorflow-2.21.0/cpu'
 */
export const denseFingerprint = ({ tfjs, tensorflow, device }: DenseVariant): string =>
  `dense-2/tfjs-node-gpu-${tfjs}/tensorflow-${tensorflow}/${device}`;
