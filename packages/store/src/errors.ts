/** Codes of what the store refuses or cannot do. Stored and printed, so never renamed. */
export type StoreErrorCode =
  | 'CELL_UNKNOWN'
  | 'DETERMINISM_VIOLATION'
  | 'NUMERICAL_NONFINITE'
  | 'SCHEMA_OUTDATED'
  | 'SERVICE_UNAVAILABLE'
  | 'SHARD_INCOMPLETE'
  | 'SHARD_UNKNOWN'
  | 'SQL_REJECTED'
  | 'SQL_TOO_LARGE'
  | 'SQL_TOO_SLOW'
  | 'STATISTICS_CORRUPT'
  | 'SWEEP_CANCELLED'
  | 'SWEEP_UNKNOWN'
  | 'TRANSACTION_LOST';

/** An error of the store with a code, where, the rule, the value found and the next step in its message. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

const TOO_MANY_CONNECTIONS = '53300';

/** What Node, pg and Postgres say when the server is away, starting, stopping or out of connections. */
const connectionCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  TOO_MANY_CONNECTIONS,
  '57P01',
  '57P02',
  '57P03',
]);

/** Messages of pg that carry no code. */
const connectionMessages =
  /timeout exceeded when trying to connect|Connection terminated|timeout expired|connection error and is not queryable/;

/** SQLSTATE or Node's code of an error, '' if it has none. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

function isConnectionFailure(error: unknown): boolean {
  const code = errorCode(error);
  if (connectionCodes.has(code) || code.startsWith('08')) return true;
  return error instanceof Error && code === '' && connectionMessages.test(error.message);
}

/**
 * Translates what pg throws: a server that is away becomes SERVICE_UNAVAILABLE naming which and where; a missing table or
 * column becomes SCHEMA_OUTDATED; anything else stays as it is.
 */
export function translateError(error: unknown, address: string): unknown {
  if (error instanceof StoreError) return error;
  const code = errorCode(error);
  const said = error instanceof Error ? error.message : String(error);
  if (isConnectionFailure(error)) {
    return new StoreError(
      'SERVICE_UNAVAILABLE',
      code === TOO_MANY_CONNECTIONS
        ? `Postgres at ${address} has no free connection (${said}). Wait until other queries end.`
        : `Postgres at ${address} did not answer (${said || code}). Start it with \`widthwise up\`, or correct DATABASE_URL.`,
      { cause: error },
    );
  }
  if (code === '42P01' || code === '42703' || code === '3F000') {
    return new StoreError(
      'SCHEMA_OUTDATED',
      `the schema at ${address} does not match this version (${said}). Run \`widthwise up\`, or migrate with the owner's URL.`,
      { cause: error },
    );
  }
  return error;
}
