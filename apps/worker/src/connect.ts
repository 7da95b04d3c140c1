import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import type { TemporalTls, WorkerConfig } from './config.ts';

/** Temporal did not answer when the worker started. */
export class TemporalAwayError extends Error {
  readonly code = 'SERVICE_UNAVAILABLE';
}

/** One connection to Temporal for all of a process's workers. */
export async function connectTemporal({
  address,
  apiKey,
  tls,
}: WorkerConfig['temporal']): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect({
      address,
      ...(apiKey === undefined ? {} : { apiKey: apiKey.reveal() }),
      ...(tls === undefined ? {} : { tls: tlsOptions(tls) }),
    });
  } catch (cause) {
    throw new TemporalAwayError(
      `SERVICE_UNAVAILABLE: Temporal at ${address} did not answer. Start it with \`widthwise up\`, or correct TEMPORAL_ADDRESS.`,
      { cause },
    );
  }
}

function tlsOptions({
  serverCa,
  clientCertificate,
}: TemporalTls): NonNullable<NativeConnectionOptions['tls']> {
  return {
    ...(serverCa === undefined ? {} : { serverRootCACertificate: serverCa }),
    ...(clientCertificate === undefined
      ? {}
      : { clientCertPair: { crt: clientCertificate.certificate, key: clientCertificate.key } }),
  };
}
