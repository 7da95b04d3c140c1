import { readFileSync } from 'node:fs';
import { z } from 'zod';

const schema = z.object({
  DATABASE_URL: z.string().optional(),
  DATABASE_URL_FILE: z.string().optional(),
  WIDTHWISE_DASHBOARD_HOST: z.string().default('127.0.0.1'),
  WIDTHWISE_DASHBOARD_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  WIDTHWISE_DASHBOARD_TOKEN_FILE: z.string(),
  WIDTHWISE_DASHBOARD_TLS_CERT: z.string().optional(),
  WIDTHWISE_DASHBOARD_TLS_KEY: z.string().optional(),
});

export interface DashboardConfig {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly token: string;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Reads and checks the environment; any fault ends the process with a sentence, before a socket is opened. */
export function readConfig(env: NodeJS.ProcessEnv): DashboardConfig {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`CONFIG: ${faults.join('; ')}. Start the dashboard with: widthwise dashboard`);
  }
  const values = parsed.data;
  const databaseUrl =
    values.DATABASE_URL ??
    (values.DATABASE_URL_FILE === undefined ? '' : readFileSync(values.DATABASE_URL_FILE, 'utf8').trim());
  if (databaseUrl === '') {
    throw new Error(
      'CONFIG: neither DATABASE_URL nor DATABASE_URL_FILE is set. Start with: widthwise dashboard',
    );
  }
  const { WIDTHWISE_DASHBOARD_TLS_CERT: cert, WIDTHWISE_DASHBOARD_TLS_KEY: key } = values;
  const tls =
    cert === undefined || key === undefined
      ? undefined
      : { cert: readFileSync(cert), key: readFileSync(key) };
  if (!LOOPBACK.has(values.WIDTHWISE_DASHBOARD_HOST) && tls === undefined) {
    throw new Error(
      `CONFIG: the dashboard listens on ${values.WIDTHWISE_DASHBOARD_HOST} only with TLS. Set ` +
        'WIDTHWISE_DASHBOARD_TLS_CERT and WIDTHWISE_DASHBOARD_TLS_KEY, or listen on 127.0.0.1.',
    );
  }
  const token = readFileSync(values.WIDTHWISE_DASHBOARD_TOKEN_FILE, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(token)) {
    throw new Error('CONFIG: the token file does not hold 64 hexadecimal digits. Delete it and start again.');
  }
  return {
    databaseUrl,
    host: values.WIDTHWISE_DASHBOARD_HOST,
    port: values.WIDTHWISE_DASHBOARD_PORT,
    token,
    tls,
  };
}
