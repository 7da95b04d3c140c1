import pg from 'pg';
import { cancelQuery } from '../cancel-query.ts';
import { connectionOptions, describeAddress, roleLimits } from '../client.ts';
import { errorCode, StoreError, translateError } from '../errors.ts';

/** Rows a query of the SQL box may return, and the bytes of all its values printed. */
const ROW_LIMIT = 10_000;
const BYTE_LIMIT = 10 * 2 ** 20;
const QUERY_CANCELED = '57014';

export interface SqlResult {
  readonly columns: readonly string[];
  /** Indices of the columns whose values are JSON, as text. */
  readonly jsonColumns: readonly number[];
  /** Numbers of float8 and integers are numbers; a bigint beyond 2⁵³ and everything else is text, or null. */
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
  /** True if there were more rows than the limit. */
  readonly truncated: boolean;
}

const numericTypes: ReadonlySet<number> = new Set([20, 21, 23, 26, 700, 701]);
const jsonTypes: ReadonlySet<number> = new Set([114, 3802]);
const BOOL = 16;

type Parser = (text: string) => string | number | boolean;

function parserOf(oid: number): Parser {
  if (oid === BOOL) return (text) => text === 't';
  if (!numericTypes.has(oid)) return (text) => text;
  return (text) => {
    const value = Number(text);
    return Number.isInteger(value) && !Number.isSafeInteger(value) && oid === 20 ? text : value;
  };
}

/** Values as Postgres prints them, except numbers and booleans. */
const types = { getTypeParser: parserOf };

function tooLarge(what: string): StoreError {
  return new StoreError(
    'SQL_TOO_LARGE',
    `the result has ${what}. Select fewer rows or columns, or use \`widthwise export\`.`,
  );
}

function collect(client: pg.Client, text: string, limit: number): Promise<SqlResult> {
  const query = new pg.Query({
    // The line breaks keep a trailing comment from swallowing the limit.
    text: `select * from (\n${text}\n) as q limit ${limit + 1}`,
    // Only the extended protocol refuses several statements in one text; an empty list of values does not ask for it.
    queryMode: 'extended',
    rowMode: 'array',
    types,
  } as pg.QueryConfig & { queryMode: string; rowMode: string });
  const rows: SqlResult['rows'][number][] = [];
  let bytes = 0;
  const result = new Promise<SqlResult>((resolve, reject) => {
    query.on('row', (row: SqlResult['rows'][number]) => {
      for (const value of row) bytes += String(value).length;
      if (bytes > BYTE_LIMIT) reject(tooLarge(`more than ${BYTE_LIMIT} bytes`));
      else rows.push(row);
    });
    query.on('error', reject);
    query.on('end', (end: pg.QueryResult) =>
      resolve({
        columns: end.fields.map(({ name }) => name),
        jsonColumns: end.fields.flatMap(({ dataTypeID }, c) => (jsonTypes.has(dataTypeID) ? [c] : [])),
        rows: rows.slice(0, limit),
        truncated: rows.length > limit,
      }),
    );
  });
  client.query(query);
  return result;
}

function explain(error: unknown, address: string, timeoutMs: number): unknown {
  const code = errorCode(error);
  if (code === QUERY_CANCELED) {
    return new StoreError(
      'SQL_TOO_SLOW',
      `the query took more than ${timeoutMs / 1000} s and was cancelled. Filter by sweep, cell or layer.`,
      { cause: error },
    );
  }
  const translated = translateError(error, address);
  // Classes 53 and 54: memory, temporary files and the limits of one value or statement.
  if (/^5[34]/.test(code) && error instanceof Error && translated === error) {
    return new StoreError(
      'SQL_TOO_LARGE',
      `the query needs more than Postgres grants it (${error.message}). Filter, or sort and group fewer rows.`,
      { cause: error },
    );
  }
  const isUsers = /^(0A|22|25|28|42|2201)/.test(code);
  if (!isUsers || !(error instanceof Error)) return translated;
  return new StoreError(
    'SQL_REJECTED',
    `${error.message}. One SELECT over the views of schema widthwise is allowed.`,
    { cause: error },
  );
}

/**
 * Runs one SELECT that a user typed, under a login of its own that is destroyed afterwards: read-only transaction, time limit
 * set by the transaction and enforced from outside, one statement, at most `limit` rows.
 *
 * @param url - URL of the role sqlbox. Under any other role that role's rights are the user's.
 * @param options.limit - rows, at most 10,000.
 * @throws StoreError SQL_REJECTED, SQL_TOO_SLOW, SQL_TOO_LARGE, SERVICE_UNAVAILABLE.
 */
export async function runSql(
  url: string,
  text: string,
  options: { readonly limit?: number; readonly timeoutMs?: number } = {},
): Promise<SqlResult> {
  const limit = Math.min(options.limit ?? ROW_LIMIT, ROW_LIMIT);
  const timeoutMs = options.timeoutMs ?? roleLimits.sqlbox.statementTimeoutMs;
  // The driver's own timeout would take the query's errors for itself.
  const client = new pg.Client({ ...connectionOptions(url, 'sqlbox'), query_timeout: 0 });
  client.on('error', () => {});
  let clock: NodeJS.Timeout | undefined;
  let late: Promise<never> | undefined;
  try {
    await client.connect();
    await client.query('begin transaction read only');
    await client.query(`set local statement_timeout = ${Math.ceil(timeoutMs)}`);
    await client.query(`set local lock_timeout = ${Math.ceil(timeoutMs)}`);
    await client.query(`set local idle_in_transaction_session_timeout = ${Math.ceil(2 * timeoutMs)}`);
    await client.query(`set local search_path = widthwise, pg_catalog`);
    const result = collect(client, text.trim().replace(/;$/, ''), limit);
    late = new Promise((_, reject) => {
      clock = setTimeout(() => {
        cancelQuery(client);
        reject(Object.assign(new Error('the clock ran out'), { code: QUERY_CANCELED }));
      }, timeoutMs + 500);
    });
    return await Promise.race([result, late]);
  } catch (error) {
    throw explain(error, describeAddress(url), timeoutMs);
  } finally {
    clearTimeout(clock);
    // Waited for, since the role has few connections: the next query finds this one gone.
    await client.end().catch(() => {});
  }
}
