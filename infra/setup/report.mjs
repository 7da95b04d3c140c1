/** @typedef {'text' | 'quiet' | 'json'} Mode */
/** @typedef {{ name: string, ok: boolean, state: string, ms: number }} StepResult */

const NAME_COLUMNS = 14;
const PROGRESS_EVERY_MS = 20_000;

/**
 * Prints one line per step with its time. While a step runs, its progress overwrites one line of a terminal, or is
 * printed now and then where there is none.
 * @param {Mode} mode
 */
export function createReport(mode) {
  /** @type {StepResult[]} */
  const results = [];
  const out = process.stdout;
  const hasTerminal = mode === 'text' && out.isTTY === true;
  let lastProgress = performance.now();

  /** @param {string} name @param {string} text */
  function progress(name, text) {
    if (mode !== 'text') return;
    const line = `  … ${name.padEnd(NAME_COLUMNS)} ${text}`;
    if (hasTerminal) {
      out.write(`\r\x1b[2K${line.slice(0, (out.columns ?? 80) - 1)}`);
    } else if (performance.now() - lastProgress > PROGRESS_EVERY_MS) {
      lastProgress = performance.now();
      out.write(`${line}\n`);
    }
  }

  /** @param {StepResult} result */
  function print(result) {
    if (mode === 'json') {
      out.write(`${JSON.stringify(result)}\n`);
    } else if (mode === 'text' || !result.ok) {
      const mark = result.ok ? '✓' : '✗';
      const seconds = `${(result.ms / 1000).toFixed(1)} s`.padStart(8);
      out.write(
        `${hasTerminal ? '\r\x1b[2K' : ''}${seconds}  ${mark} ${result.name.padEnd(NAME_COLUMNS)} ${result.state}\n`,
      );
    }
  }

  /**
   * Runs one step; a failure is printed and kept, not thrown.
   * @param {string} name
   * @param {(progress: (text: string) => void) => Promise<string>} action returns what to say about it.
   * @returns {Promise<StepResult>}
   */
  async function step(name, action) {
    const begun = performance.now();
    const outcome = await action((text) => progress(name, text)).then(
      (state) => ({ ok: true, state }),
      (error) => ({ ok: false, state: error instanceof Error ? error.message : String(error) }),
    );
    const result = { name, ...outcome, ms: Math.round(performance.now() - begun) };
    results.push(result);
    print(result);
    return result;
  }

  return { step, results };
}
