import { createColors } from 'picocolors';

const { FORCE_COLOR, NO_COLOR, TERM } = process.env;

/** Whether a stream shows colours. Unlike picocolors's own rule, `CI` does not colour what goes into a file or a pipe. */
const isColored = (stream: NodeJS.WriteStream): boolean =>
  FORCE_COLOR ? true : !NO_COLOR && stream.isTTY === true && TERM !== 'dumb';

/** Colours of standard output, where answers go. */
export const color = createColors(isColored(process.stdout));

/** Colours of standard error, where progress and complaints go. */
export const errorColor = createColors(isColored(process.stderr));

/** Columns of the terminal; wide when the output goes elsewhere. */
export const terminalWidth = (): number => (process.stdout.isTTY ? (process.stdout.columns ?? 100) : 120);

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** How many columns a text takes, colours not counted. */
export const visibleWidth = (text: string): number => [...text.replace(ESCAPES, '')].length;

/** Text from a spec or a row, made safe for a terminal: control characters would move its cursor. */
export const plainText = (text: string): string =>
  [...text]
    .map((char) => ((char.codePointAt(0) ?? 0) < 32 || (char.codePointAt(0) ?? 0) === 127 ? ' ' : char))
    .join('');
