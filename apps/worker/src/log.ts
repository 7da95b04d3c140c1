/** What an event may carry: ids, counts, codes. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;
export type Log = (event: string, fields?: LogFields) => void;

/** One line of JSON per event. */
export function jsonLog(write: (line: string) => void, now: () => Date): Log {
  return (event, fields = {}) =>
    write(`${JSON.stringify({ time: now().toISOString(), event, ...fields })}\n`);
}
