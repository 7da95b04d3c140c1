import { join } from 'node:path';
import { run } from './commands.mjs';
import { services } from './services.mjs';

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
export async function providePostgres(root, env) {
  if (env.DATABASE_URL || env.DATABASE_URL_FILE) return 'given by DATABASE_URL';
  const bin = (await services(root)).findPostgresPrograms(env);
  const version = await run(join(bin, 'postgres'), ['--version'], { env });
  return version.trim().replace('postgres (PostgreSQL)', 'PostgreSQL');
}
