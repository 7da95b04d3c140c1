import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from './errors.ts';
import { secretsFolder } from './home.ts';
import { Secret } from './secret.ts';
import { writeWhole } from './write-whole.ts';

export const DATABASE = 'widthwise';

/** Whom programs connect as; `postgres` is the cluster's superuser, for upkeep alone. */
export const ROLES = ['owner', 'worker', 'dashboard', 'sqlbox'] as const;
export type Role = (typeof ROLES)[number];

/** The role's password, made on first use and kept in a file of its own. */
export function rolePassword(
  home: string,
  role: Role | 'postgres',
  options: { readonly create: boolean },
): Secret {
  const path = join(secretsFolder(home), `postgres-${role}`);
  if (!existsSync(path)) {
    if (!options.create) {
      throw new ServiceError(
        'CONFIG_INVALID',
        `${path} is missing, so the local Postgres cannot be entered as ${role}`,
      );
    }
    writeWhole(path, randomBytes(24).toString('base64url'));
  }
  return new Secret(readFileSync(path, 'utf8').trim());
}

/**
 * Functions with which one SQL-box user could disturb others or outlive the timeouts; the box's role cannot be
 * denied them alone, since everyone has them, so everyone loses them and the other roles get them back.
 */
const NOT_FOR_SQLBOX = `
  SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND (
    proname IN ('set_config', 'pg_notify', 'pg_cancel_backend', 'pg_terminate_backend', 'lowrite', 'loread')
    OR proname ~ '^(pg_sleep|pg_advisory_|pg_try_advisory_|lo_|query_to_xml|cursor_to_xml|table_to_xml|schema_to_xml|database_to_xml)')`;

/** Run as superuser in template1, so that every database begins so. Privileges on tables come with migrations. */
export function createRolesSql(home: string): string {
  const role = (name: Role | 'postgres', options: string) =>
    `${name} ${options} PASSWORD '${rolePassword(home, name, { create: true }).reveal()}'`;
  // Owned databases: tests and studies make some of their own.
  return [
    `ALTER ROLE ${role('postgres', '')};`,
    `CREATE ROLE ${role('owner', 'LOGIN CREATEDB CONNECTION LIMIT 16')};`,
    `CREATE ROLE ${role('worker', 'LOGIN CONNECTION LIMIT 24')};`,
    `CREATE ROLE ${role('dashboard', 'LOGIN CONNECTION LIMIT 8')};`,
    `CREATE ROLE ${role('sqlbox', 'LOGIN CONNECTION LIMIT 2')};`,
    `ALTER ROLE owner SET idle_in_transaction_session_timeout = '15s';`,
    `ALTER ROLE worker SET statement_timeout = '30s';`,
    `ALTER ROLE worker SET idle_in_transaction_session_timeout = '15s';`,
    `ALTER ROLE worker SET lock_timeout = '5s';`,
    `ALTER ROLE dashboard SET statement_timeout = '10s';`,
    `ALTER ROLE dashboard SET idle_in_transaction_session_timeout = '15s';`,
    `ALTER ROLE dashboard SET lock_timeout = '5s';`,
    `ALTER ROLE sqlbox SET statement_timeout = '5s';`,
    `ALTER ROLE sqlbox SET idle_in_transaction_session_timeout = '15s';`,
    `ALTER ROLE sqlbox SET lock_timeout = '5s';`,
    `ALTER ROLE sqlbox SET default_transaction_read_only = on;`,
    `ALTER ROLE sqlbox SET temp_file_limit = '256MB';`,
    `DO $$ DECLARE f record; BEGIN FOR f IN ${NOT_FOR_SQLBOX} LOOP
      EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f.name);
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO owner, worker, dashboard', f.name);
    END LOOP; END $$;`,
    `REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;`,
    `GRANT USAGE ON LANGUAGE plpgsql TO owner;`,
    `CREATE DATABASE ${DATABASE} OWNER owner;`,
    `REVOKE TEMPORARY ON DATABASE ${DATABASE} FROM PUBLIC;`,
    `GRANT TEMPORARY ON DATABASE ${DATABASE} TO owner, worker;`,
  ].join('\n\n');
}
