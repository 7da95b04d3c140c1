import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import type { TemporalTls, WorkerConfig } from './config.ts';

/** One connection to Temporal for all of a process's workers. */
export function connectTemporal({
  address,
  apiKey,
  tls,
}: WorkerConfig['temporal']): Promise<NativeConnection> {
  return NativeConnection.connect({
    address,
    ...(apiKey === undefined ? {} : { apiKey: apiKey.reveal() }),
    ...(tls === undefined ? {} : { tls: tlsOptions(tls) }),
  });
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
