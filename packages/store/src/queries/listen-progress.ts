import pg from 'pg';
import { connectionOptions, type Store } from '../client.ts';
import { PROGRESS_CHANNEL, type ProgressKind } from './notify-progress.ts';

/** A stored change, or `reconnected`: messages may have been missed, so read everything again. */
export type Progress =
  | { readonly kind: ProgressKind; readonly sweepId: string }
  | { readonly kind: 'reconnected' };

export interface ProgressListener {
  close(): Promise<void>;
}

const RECONNECT_MS = 1_000;

function parseMessage(payload: string): Progress | undefined {
  const [kind, sweepId] = payload.split(' ');
  if (sweepId === undefined) return undefined;
  if (kind === 'shard' || kind === 'estimates' || kind === 'state') return { kind, sweepId };
  return undefined;
}

/**
 * Calls back on every change that commits, from one connection of its own. A lost connection is opened again every second
 * until `close`; the first connection must succeed.
 *
 * @throws whatever the first connection fails with.
 */
export async function listenProgress(
  store: Store,
  callback: (progress: Progress) => void,
): Promise<ProgressListener> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function connect(): Promise<void> {
    const next = new pg.Client({ ...connectionOptions(store.url, store.role), query_timeout: 5_000 });
    next.on('error', () => {});
    next.on('notification', ({ payload }) => {
      const progress = parseMessage(payload ?? '');
      if (progress !== undefined) callback(progress);
    });
    try {
      await next.connect();
      await next.query(`listen ${PROGRESS_CHANNEL}`);
    } catch (error) {
      await next.end().catch(() => {});
      throw error;
    }
    next.on('end', reconnectLater);
    client = next;
    if (isClosed) await next.end();
  }

  function reconnectLater(): void {
    if (isClosed) return;
    timer = setTimeout(() => {
      connect().then(() => callback({ kind: 'reconnected' }), reconnectLater);
    }, RECONNECT_MS);
  }

  await connect();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
