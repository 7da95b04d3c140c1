import { loadBackend } from './backend.ts';

// Run by the worker as a process of its own: a library that does not fit this machine ends this process, not the worker.
const { fingerprint } = await loadBackend('dense');
process.send?.(fingerprint, undefined, undefined, () => process.exit(0));
