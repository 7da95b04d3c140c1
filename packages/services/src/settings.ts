import { readFileSync } from 'node:fs';
import { ServiceError } from './errors.ts';
import { Secret } from './secret.ts';

/**
 * A secret setting: `NAME`, or the content of the file that `NAME_FILE` names.
 * @throws ServiceError CONFIG_INVALID if both are set, or the file cannot be read.
 */
export function secretSetting(env: NodeJS.ProcessEnv, name: string): Secret | undefined {
  const value = env[name];
  const file = env[`${name}_FILE`];
  if (value && file)
    throw new ServiceError('CONFIG_INVALID', `${name} and ${name}_FILE are both set: unset one`);
  if (value) return new Secret(value);
  if (!file) return undefined;
  return new Secret(readSettingFile(`${name}_FILE`, file).toString('utf8').trim());
}

export function readSettingFile(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new ServiceError('CONFIG_INVALID', `${name}: ${path} cannot be read`, { cause });
  }
}

/** A setting that is on (`true`, `1`) or off (`false`, `0`); undefined if not set. */
export function switchSetting(env: NodeJS.ProcessEnv, name: string): boolean | undefined {
  const value = env[name];
  if (!value) return undefined;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw new ServiceError('CONFIG_INVALID', `${name} must be true or false, got "${value}"`);
}

/** `host:port`, where a missing port is `defaultPort`; IPv6 hosts stand in brackets. */
export function parseAddress(
  name: string,
  address: string,
  defaultPort: number,
): { host: string; port: number } {
  const match = /^(\[[0-9a-f:.]+\]|[^\s:/@]+)(?::(\d{1,5}))?$/i.exec(address);
  const port = match?.[2] === undefined ? defaultPort : Number(match[2]);
  if (match?.[1] === undefined || port > 65_535) {
    throw new ServiceError('CONFIG_INVALID', `${name} must be host:port, got "${address}"`);
  }
  return { host: match[1].replace(/^\[|\]$/g, ''), port };
}
