import { SpecError } from '@widthwise/plan';
import { ServiceAwayError, ServiceError } from '@widthwise/services';
import { StoreError } from '@widthwise/store';
import { CommanderError } from 'commander';
import { EXIT, Exit, UsageError } from './errors.ts';
import { errorColor } from './render/style.ts';

/** Store errors that say something about what was asked for, not about the store. */
const ASKED = new Set(['CELL_UNKNOWN', 'SHARD_UNKNOWN', 'SQL_REJECTED', 'SQL_TOO_LARGE', 'SWEEP_UNKNOWN']);

interface Reported {
  readonly exitCode: number;
  readonly lines: readonly string[];
  /** For --json: what went wrong, for programs. */
  readonly detail: unknown;
}

const errorCodeOf = (error: Error): string => ('code' in error ? String(error.code) : error.name);

const marked = (line: string): string => `${errorColor.red('✗')} ${line}`;

function describe(error: unknown): Reported {
  if (error instanceof Exit) return { exitCode: error.exitCode, lines: [], detail: undefined };
  if (error instanceof SpecError) {
    const count = error.faults.length === 1 ? 'one fault' : `${error.faults.length} faults`;
    const lines = error.faults.map(({ code, message }) => `  ${errorColor.bold(code)}: ${message}`);
    return {
      exitCode: EXIT.usage,
      lines: [marked(`The spec has ${count}; nothing was written.`), ...lines],
      detail: { error: error.code, faults: error.faults },
    };
  }
  // Commander has said already what is wrong with the command line.
  if (error instanceof CommanderError) {
    return error.exitCode === 0
      ? { exitCode: EXIT.ok, lines: [], detail: undefined }
      : { exitCode: EXIT.usage, lines: [], detail: { error: 'USAGE', message: error.message } };
  }
  if (!(error instanceof Error))
    return {
      exitCode: EXIT.failure,
      lines: [marked(String(error))],
      detail: { error: 'UNEXPECTED', message: String(error) },
    };
  const detail = { error: errorCodeOf(error), message: error.message };
  if (error instanceof UsageError)
    return {
      exitCode: EXIT.usage,
      lines: [marked(error.message)],
      detail: { ...detail, error: error.message.split(':')[0] },
    };
  if (error instanceof StoreError)
    return {
      exitCode: ASKED.has(error.code) ? EXIT.usage : EXIT.failure,
      lines: [marked(error.message)],
      detail,
    };
  if (error instanceof ServiceAwayError)
    return { exitCode: EXIT.failure, lines: error.message.split('\n').map(marked), detail };
  if (error instanceof ServiceError)
    return { exitCode: EXIT.failure, lines: [marked(error.message)], detail };
  return { exitCode: EXIT.failure, lines: [marked(error.stack ?? error.message)], detail };
}

/** Says on standard error what went wrong, and on standard output too where programs read it. @returns the exit code. */
export function reportError(error: unknown, options: { readonly isJson: boolean }): number {
  const { exitCode, lines, detail } = describe(error);
  if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`);
  if (options.isJson && detail !== undefined) process.stdout.write(`${JSON.stringify(detail)}\n`);
  return exitCode;
}
