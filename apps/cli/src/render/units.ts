const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A duration with two significant parts: "0.4 s", "12 s", "3 min 05 s", "2 h 10 min", "1 d 4 h". */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 0.1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${String(whole % MINUTE).padStart(2, '0')} s`;
  if (whole < DAY)
    return `${Math.floor(whole / HOUR)} h ${String(Math.floor((whole % HOUR) / MINUTE)).padStart(2, '0')} min`;
  return `${Math.floor(whole / DAY)} d ${Math.floor((whole % DAY) / HOUR)} h`;
}

/** Bytes in powers of 1024: "512 B", "1.5 KiB", "3.2 GiB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(value >= 100 ? 3 : 2)} ${units[unit]}`;
}

/** A whole number with thousands apart: "26,240". */
export const formatCount = (count: number | bigint): string => count.toLocaleString('en-US');

/** A count with its noun: "1 cell", "41 cells". */
export const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** A number to a given count of significant digits, without exponent where it is readable so. */
export function formatNumber(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined) return '–';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e6 || magnitude < 1e-4) return value.toExponential(Math.max(0, digits - 1));
  return value.toFixed(Math.max(0, digits - 1 - Math.floor(Math.log10(magnitude))));
}

/** A value with its standard error, both to the error's second digit: "0.4180 ± 0.0012". */
export function formatEstimate(
  value: number | null | undefined,
  standardError: number | null | undefined,
): string {
  if (value === null || value === undefined) return '–';
  if (standardError === null || standardError === undefined || !(standardError > 0))
    return formatNumber(value, 6);
  const decimals = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(standardError))));
  return `${value.toFixed(decimals)} ± ${standardError.toFixed(decimals)}`;
}
