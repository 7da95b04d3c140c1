import { connect } from 'node:net';
import type pg from 'pg';

const CANCEL_REQUEST = 80_877_102;
const PATIENCE_MS = 5_000;

/**
 * Asks the server, over a connection of its own, to cancel what `client` is running: no login, no rights and no setting of
 * the session are involved. The server takes this request before any TLS. Nothing is reported: the query itself will be.
 */
export function cancelQuery(client: pg.Client): void {
  // Not in the driver's types: what the server said of this session when it began.
  const processId: unknown = Reflect.get(client, 'processID');
  const secretKey: unknown = Reflect.get(client, 'secretKey');
  if (typeof processId !== 'number' || typeof secretKey !== 'number') return;
  const request = Buffer.alloc(16);
  request.writeInt32BE(request.length, 0);
  request.writeInt32BE(CANCEL_REQUEST, 4);
  request.writeInt32BE(processId, 8);
  request.writeInt32BE(secretKey, 12);
  const { host, port } = client;
  const socket = host.startsWith('/')
    ? connect(`${host}/.s.PGSQL.${port}`)
    : connect({ host, port, timeout: PATIENCE_MS });
  socket.on('error', () => {});
  socket.on('timeout', () => socket.destroy());
  socket.end(request);
}
