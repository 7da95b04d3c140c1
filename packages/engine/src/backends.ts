import type { Backend, Sampler } from '@widthwise/experiments';
import { loadDenseBackend } from './dense/load.ts';
import { createGramBackend } from './gram/gram-backend.ts';

/** How each sampler's backend comes into this process. TensorFlow is loaded for `dense` alone. */
const backends: Readonly<Record<Sampler, () => Promise<Backend>>> = Object.freeze({
  dense: loadDenseBackend,
  gram: async () => createGramBackend(),
});

/**
 * The backend of a cell's sampler.
 *
 * @param sampler - as in the cell.
 * @returns a backend, to be used for any number of shards.
 * @throws BackendUnavailableError if what it needs is not installed.
 */
export const loadBackend = (sampler: Sampler): Promise<Backend> => backends[sampler]();
