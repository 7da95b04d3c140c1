import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The package that finds and starts the services; it can be loaded only after packages are installed and built.
 * @param {string} root
 */
export function services(root) {
  return import(pathToFileURL(join(root, 'packages', 'services', 'dist', 'index.js')).href);
}
