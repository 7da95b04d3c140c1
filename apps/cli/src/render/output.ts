/** Results go to standard output, everything else to standard error, so that pipes see results alone. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** One JSON value on one line. */
export const printJson = (value: unknown): void => print(JSON.stringify(value));

/** What a person at the terminal wants to know on the way. */
export const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Rewrites the last line of a terminal; says nothing in a pipe. */
export class StatusLine {
  #isShown = false;

  show(text: string): void {
    if (!process.stderr.isTTY) return;
    process.stderr.write(`\r${text}\u001b[K`);
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) process.stderr.write('\r\u001b[K');
    this.#isShown = false;
  }
}
