import { join } from 'node:path';
import { type Connections, secretsFolder } from '@widthwise/services';
import type { Context } from './context.ts';

/** How to enter the database read-only with other programs. The password stays in its file, out of terminals and histories. */
export function findPostgresAddress({ env, home }: Context, { database }: Connections): string {
  const url = new URL(database.sqlbox.reveal());
  url.password = '';
  if (env.DATABASE_URL || env.DATABASE_URL_FILE) return url.href;
  return `PGPASSWORD=$(cat ${join(secretsFolder(home), 'postgres-sqlbox')}) psql ${url.href}`;
}
