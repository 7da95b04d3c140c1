import { spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { PostgresPlace } from './account.ts';
import { ServiceError } from './errors.ts';
import { createRolesSql } from './postgres-roles.ts';

/** Fit for a laptop that also computes. Durability stays at its strictest: acknowledged shards are never lost. */
const SETTINGS = `
# widthwise
shared_buffers = 128MB
max_connections = 60
fsync = on
synchronous_commit = on
wal_level = minimal
max_wal_senders = 0
max_wal_size = 1GB
jit = off
password_encryption = 'scram-sha-256'
log_line_prefix = '%m [%p] %u@%d '
log_timezone = 'UTC'
timezone = 'UTC'
`;

/** Nobody enters without a password, and nobody from another machine. */
const ACCESS = 'host all all 127.0.0.1/32 scram-sha-256\n';

/** The environment of Postgres programs: none of the user's PG variables, messages in English for the log. */
export function postgresEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { PATH: env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * The data folder of this home's cluster, made if missing: complete with roles and database, or absent.
 * The caller holds the lock of Postgres.
 */
export async function provideCluster(
  home: string,
  bin: string,
  place: PostgresPlace,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const data = join(place.folder, 'data');
  if (existsSync(data)) return data;
  mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  chmodSync(place.folder, 0o700);
  if (place.account !== undefined) chownSync(place.folder, place.account.uid, place.account.gid);
  for (const name of readdirSync(place.folder)) {
    if (name.startsWith('data.part-')) rmSync(join(place.folder, name), { recursive: true, force: true });
  }
  const part = join(place.folder, `data.part-${process.pid}`);
  const runAs = (program: string, args: readonly string[], input: string) =>
    runProgram(join(bin, program), args, {
      input,
      env: postgresEnvironment(env),
      cwd: place.folder,
      ...place,
    });
  // `reject`: the access file that initdb writes is replaced before anything listens.
  await runAs(
    'initdb',
    ['-D', part, '-U', 'postgres', '-A', 'reject', '-E', 'UTF8', '--locale=C', '--no-instructions'],
    '',
  );
  appendFileSync(join(part, 'postgresql.conf'), SETTINGS);
  writeFileSync(join(part, 'pg_hba.conf'), ACCESS);
  // Single-user mode: passwords travel through a pipe, never through arguments, and no port is open yet.
  await runAs(
    'postgres',
    ['--single', '-j', '-D', part, '-c', 'exit_on_error=on', 'template1'],
    `${createRolesSql(home)}\n\n`,
  );
  renameSync(part, data);
  return data;
}

function runProgram(
  program: string,
  args: readonly string[],
  options: {
    readonly input: string;
    readonly env: NodeJS.ProcessEnv;
    readonly cwd: string;
    readonly account?: { uid: number; gid: number };
  },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      env: options.env,
      cwd: options.cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...options.account,
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    const fail = (reason: string, cause?: Error) =>
      reject(new ServiceError('SERVICE_START', `${program}: ${reason}\n${output.trimEnd()}`, { cause }));
    child.once('error', (error) => fail(error.message, error));
    child.once('close', (code, signal) => (code === 0 ? resolve() : fail(signal ?? `exit code ${code}`)));
    // A program that ended before reading is reported by its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input);
  });
}
