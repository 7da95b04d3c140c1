import { type AwayService, ServiceError } from './errors.ts';
import { isListening } from './ports.ts';
import type { Secret } from './secret.ts';
import { parseAddress, readSettingFile, secretSetting, switchSetting } from './settings.ts';
import { findTemporal, localTemporalAddress, NAMESPACE } from './temporal.ts';

/** Where Temporal is and how to enter. */
export interface TemporalConnection {
  readonly address: string;
  readonly namespace: string;
  /** Files in PEM form; an empty object means TLS with the system's authorities and no client certificate. */
  readonly tls?: { readonly caFile?: string; readonly certificateFile?: string; readonly keyFile?: string };
  readonly apiKey?: Secret;
}

/** The same, in the form that Temporal's clients and workers take. */
export interface TemporalConnectOptions {
  address: string;
  apiKey?: string;
  tls?: true | { serverRootCACertificate?: Buffer; clientCertPair?: { crt: Buffer; key: Buffer } };
}

const PROBE_TIMEOUT_MS = 3_000;

/** Whether a Temporal of the user's own replaces the local one. */
export function hasOwnTemporal(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.TEMPORAL_ADDRESS);
}

/** The Temporal that TEMPORAL_ADDRESS names, else the local one. */
export async function findTemporalServer(
  env: NodeJS.ProcessEnv,
  home: string,
): Promise<TemporalConnection | AwayService> {
  const own = env.TEMPORAL_ADDRESS;
  if (!own) {
    const daemon = findTemporal(home);
    if (
      daemon !== undefined &&
      (await isListening('127.0.0.1', Number(daemon.details.port), PROBE_TIMEOUT_MS))
    ) {
      return { address: localTemporalAddress(daemon), namespace: NAMESPACE };
    }
    return { service: 'Temporal', where: home, remedy: 'Start it with: widthwise up' };
  }
  const { host, port } = parseAddress('TEMPORAL_ADDRESS', own, 7233);
  const connection = ownConnection(env, own, host);
  if (await isListening(host, port, PROBE_TIMEOUT_MS)) return connection;
  return {
    service: 'Temporal',
    where: `${own}, from TEMPORAL_ADDRESS`,
    remedy: 'Start it there, or unset TEMPORAL_ADDRESS and run: widthwise up',
  };
}

function ownConnection(env: NodeJS.ProcessEnv, address: string, host: string): TemporalConnection {
  const apiKey = secretSetting(env, 'TEMPORAL_API_KEY');
  const files = {
    ...(env.TEMPORAL_TLS_CA ? { caFile: env.TEMPORAL_TLS_CA } : {}),
    ...(env.TEMPORAL_TLS_CERT ? { certificateFile: env.TEMPORAL_TLS_CERT } : {}),
    ...(env.TEMPORAL_TLS_KEY ? { keyFile: env.TEMPORAL_TLS_KEY } : {}),
  };
  if ((files.certificateFile === undefined) !== (files.keyFile === undefined)) {
    throw new ServiceError(
      'CONFIG_INVALID',
      'TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY belong together: set both',
    );
  }
  const isLoopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  const hasTls =
    switchSetting(env, 'TEMPORAL_TLS') ?? (Object.keys(files).length > 0 || apiKey !== undefined);
  if (apiKey !== undefined && !hasTls && !isLoopback) {
    throw new ServiceError(
      'CONFIG_INVALID',
      `TEMPORAL_API_KEY would travel to ${host} unencrypted: unset TEMPORAL_TLS=false`,
    );
  }
  return {
    address,
    namespace: env.TEMPORAL_NAMESPACE || NAMESPACE,
    ...(hasTls ? { tls: files } : {}),
    ...(apiKey === undefined ? {} : { apiKey }),
  };
}

/** Reads the certificates; the result holds secrets in the clear and is for the connecting call alone. */
export function temporalConnectOptions(connection: TemporalConnection): TemporalConnectOptions {
  const { tls, apiKey } = connection;
  return {
    address: connection.address,
    ...(apiKey === undefined ? {} : { apiKey: apiKey.reveal() }),
    ...(tls === undefined ? {} : { tls: readTls(tls) }),
  };
}

function readTls(tls: NonNullable<TemporalConnection['tls']>): NonNullable<TemporalConnectOptions['tls']> {
  const { caFile, certificateFile, keyFile } = tls;
  const ca =
    caFile === undefined ? {} : { serverRootCACertificate: readSettingFile('TEMPORAL_TLS_CA', caFile) };
  if (certificateFile === undefined || keyFile === undefined) return caFile === undefined ? true : ca;
  const crt = readSettingFile('TEMPORAL_TLS_CERT', certificateFile);
  return { ...ca, clientCertPair: { crt, key: readSettingFile('TEMPORAL_TLS_KEY', keyFile) } };
}
