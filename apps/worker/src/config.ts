import { readFileSync } from 'node:fs';
import { availableParallelism, hostname, totalmem } from 'node:os';
import { Secret } from '@widthwise/services';
import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

const positiveInteger = z.coerce.number().int().positive();
const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));

const schema = z
  .object({
    DATABASE_URL: secret,
    TEMPORAL_ADDRESS: z.string().regex(/^\S+:\d+$/, 'must be host:port'),
    TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
    TEMPORAL_API_KEY: secret.optional(),
    TEMPORAL_TLS: z.stringbool().optional(),
    TEMPORAL_TLS_CA: z.string().min(1).optional(),
    TEMPORAL_TLS_CERT: z.string().min(1).optional(),
    TEMPORAL_TLS_KEY: z.string().min(1).optional(),
    WIDTHWISE_SLOTS: positiveInteger.default(() => availableParallelism()),
    WIDTHWISE_SLOT_MEMORY_BYTES: positiveInteger.optional(),
    WIDTHWISE_WORKER_NAME: z
      .string()
      .min(1)
      .max(200)
      .default(() => `${hostname()}-${process.pid}`),
  })
  .check((context) => {
    const { TEMPORAL_ADDRESS: address, TEMPORAL_API_KEY: apiKey, ...rest } = context.value;
    const isEncrypted = apiKey !== undefined || rest.TEMPORAL_TLS === true || hasCertificate(rest);
    if (!isLoopback(address) && !isEncrypted) {
      context.issues.push({
        code: 'custom',
        input: address,
        path: ['TEMPORAL_ADDRESS'],
        message:
          'is not on loopback: set TEMPORAL_API_KEY, TEMPORAL_TLS=true or the client certificate paths',
      });
    }
    if ((rest.TEMPORAL_TLS_CERT === undefined) !== (rest.TEMPORAL_TLS_KEY === undefined)) {
      context.issues.push({
        code: 'custom',
        input: rest.TEMPORAL_TLS_CERT,
        path: ['TEMPORAL_TLS_CERT'],
        message: 'and TEMPORAL_TLS_KEY are set together or not at all',
      });
    }
  });

/** Transport security towards Temporal; file contents, not paths. */
export interface TemporalTls {
  readonly serverCa?: Buffer;
  readonly clientCertificate?: { readonly certificate: Buffer; readonly key: Buffer };
}

export interface WorkerConfig {
  readonly databaseUrl: Secret;
  readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly apiKey: Secret | undefined;
    readonly tls: TemporalTls | undefined;
  };
  /** Compute children of the cpu queue. */
  readonly slots: number;
  /** Memory one compute child may hold before it is replaced. */
  readonly slotMemoryBytes: number;
  readonly workerName: string;
}

export class ConfigError extends Error {
  readonly code = 'CONFIG_INVALID';
}

/**
 * Reads and checks the worker's settings, all faults reported together. Values are never part of a message: they may be
 * secrets.
 */
export function readConfig(environment: Environment): WorkerConfig {
  const parsed = schema.safeParse(withFiles(environment, ['DATABASE_URL', 'TEMPORAL_API_KEY']));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new ConfigError(`CONFIG_INVALID: ${faults.join('; ')}.`);
  }
  const values = parsed.data;
  return {
    databaseUrl: values.DATABASE_URL,
    temporal: {
      address: values.TEMPORAL_ADDRESS,
      namespace: values.TEMPORAL_NAMESPACE,
      apiKey: values.TEMPORAL_API_KEY,
      tls: readTls(values),
    },
    slots: values.WIDTHWISE_SLOTS,
    slotMemoryBytes:
      values.WIDTHWISE_SLOT_MEMORY_BYTES ?? Math.floor((0.8 * totalmem()) / values.WIDTHWISE_SLOTS),
    workerName: values.WIDTHWISE_WORKER_NAME,
  };
}

type Values = z.infer<typeof schema>;

const hasCertificate = (values: Partial<Values>): boolean => values.TEMPORAL_TLS_CERT !== undefined;

function readTls(values: Values): TemporalTls | undefined {
  const { TEMPORAL_TLS_CA: caPath, TEMPORAL_TLS_CERT: certificatePath, TEMPORAL_TLS_KEY: keyPath } = values;
  const isWanted = values.TEMPORAL_TLS ?? (values.TEMPORAL_API_KEY !== undefined || hasCertificate(values));
  if (!isWanted) return undefined;
  return {
    ...(caPath === undefined ? {} : { serverCa: readFileSync(caPath) }),
    ...(certificatePath === undefined || keyPath === undefined
      ? {}
      : { clientCertificate: { certificate: readFileSync(certificatePath), key: readFileSync(keyPath) } }),
  };
}

/** `<NAME>_FILE` holds a path whose content is `<NAME>`; empty variables count as unset. */
function withFiles(environment: Environment, names: readonly string[]): Environment {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const values: Record<string, string | undefined> = Object.fromEntries(set);
  for (const name of names) {
    const path = values[`${name}_FILE`];
    if (values[name] === undefined && path !== undefined) values[name] = readFileSync(path, 'utf8').trim();
  }
  return values;
}

function isLoopback(address: string): boolean {
  const host = address.replace(/:\d+$/, '');
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
