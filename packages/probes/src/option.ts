import type { ProbeOptions } from './probe.ts';

/**
 * The value of a probe's option. Plans store one for every option, so that there is no default to fall back on here.
 *
 * @throws RangeError if it is missing.
 */
export function option(options: ProbeOptions, name: string): number {
  const value = options[name];
  if (value === undefined) throw new RangeError(`option ${name} is missing; a plan stores every option`);
  return value;
}
