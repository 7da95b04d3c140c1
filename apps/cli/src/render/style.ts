import picocolors from 'picocolors';

/** Colours of standard output; picocolors leaves them out for NO_COLOR, pipes and dumb terminals. */
export const color = picocolors;

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
