import { type DatabaseConnection, findDatabase } from './database-connection.ts';
import { type AwayService, ServiceAwayError } from './errors.ts';
import { findTemporalServer, type TemporalConnection } from './temporal-connection.ts';

export interface Connections {
  readonly database: DatabaseConnection;
  readonly temporal: TemporalConnection;
}

/**
 * Where Postgres and Temporal are: as the environment says, else this home's own.
 * @throws ServiceAwayError with a line for each that does not answer; ServiceError CONFIG_INVALID if a setting is
 *   not as it must be.
 */
export async function resolveConnections(env: NodeJS.ProcessEnv, home: string): Promise<Connections> {
  const [database, temporal] = await Promise.all([findDatabase(env, home), findTemporalServer(env, home)]);
  if (isAway(database)) throw new ServiceAwayError(isAway(temporal) ? [database, temporal] : [database]);
  if (isAway(temporal)) throw new ServiceAwayError([temporal]);
  return { database, temporal };
}

/** The database alone, for what needs no Temporal. */
export async function resolveDatabase(env: NodeJS.ProcessEnv, home: string): Promise<DatabaseConnection> {
  const database = await findDatabase(env, home);
  if (isAway(database)) throw new ServiceAwayError([database]);
  return database;
}

function isAway(found: DatabaseConnection | TemporalConnection | AwayService): found is AwayService {
  return 'remedy' in found;
}
