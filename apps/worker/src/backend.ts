import { loadBackend as load } from '@widthwise/engine';
import type { Backend, Sampler } from '@widthwise/experiments';

const loaded = new Map<Sampler, Promise<Backend>>();

/** The backend of a sampler, loaded once per process, when first asked for. */
export function loadBackend(sampler: Sampler): Promise<Backend> {
  const known = loaded.get(sampler);
  if (known !== undefined) return known;
  const backend = load(sampler);
  loaded.set(sampler, backend);
  // What failed to load may load on another attempt.
  backend.catch(() => loaded.delete(sampler));
  return backend;
}
