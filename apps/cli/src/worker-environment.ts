import type { Connections } from '@widthwise/services';

/** Settings of the user's that concern the worker alone, and what every process needs. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'CUDA_VISIBLE_DEVICES',
  'TF_CPP_MIN_LOG_LEVEL',
  'WIDTHWISE_SLOTS',
  'WIDTHWISE_SLOT_MEMORY_BYTES',
  'WIDTHWISE_WORKER_NAME',
  'TEMPORAL_TLS_SERVER_NAME',
];

/** The whole environment of a worker: where its services are, and nothing of ours that it does not need. */
export function workerEnvironment(
  env: NodeJS.ProcessEnv,
  { database, temporal }: Connections,
): NodeJS.ProcessEnv {
  const passed = Object.fromEntries(
    PASSED_ON.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
  const { tls, apiKey } = temporal;
  return {
    ...passed,
    DATABASE_URL: database.worker.reveal(),
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    ...(apiKey === undefined ? {} : { TEMPORAL_API_KEY: apiKey.reveal() }),
    ...(tls === undefined ? {} : { TEMPORAL_TLS: 'true' }),
    ...(tls?.caFile === undefined ? {} : { TEMPORAL_TLS_CA: tls.caFile }),
    ...(tls?.certificateFile === undefined ? {} : { TEMPORAL_TLS_CERT: tls.certificateFile }),
    ...(tls?.keyFile === undefined ? {} : { TEMPORAL_TLS_KEY: tls.keyFile }),
  };
}
