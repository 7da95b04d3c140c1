export { type Connections, resolveConnections, resolveDatabase } from './connections.ts';
export { type DaemonSpec, type Launch, type StartedDaemon, startDaemon, stopDaemon } from './daemon.ts';
export { type Daemon, findDaemon } from './daemon-record.ts';
export type { DatabaseConnection } from './database-connection.ts';
export { type Diagnosis, diagnose } from './doctor.ts';
export {
  type AwayService,
  ServiceAwayError,
  ServiceError,
  type ServiceErrorCode,
  type ServiceName,
} from './errors.ts';
export { findCache, findHome, logFolder, secretsFolder } from './home.ts';
export { freePort } from './ports.ts';
export { findPostgresPrograms } from './postgres-programs.ts';
export { Secret } from './secret.ts';
export { type Report, type ServiceStatus, serviceStatus, startServices, stopServices } from './services.ts';
export { findTemporalCli, TEMPORAL_VERSION, type TemporalCli } from './temporal-cli.ts';
export {
  type TemporalConnection,
  type TemporalConnectOptions,
  temporalConnectOptions,
} from './temporal-connection.ts';
