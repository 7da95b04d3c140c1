import { createServer as createSecureServer } from 'node:https';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { listenProgress, openStore } from '@widthwise/store';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { ProgressHub } from './progress.ts';
import { Sessions } from './sessions.ts';
import { storeReader } from './store-reader.ts';

const HEADERS_TIMEOUT_MS = 10_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const store = openStore(config.databaseUrl, { role: 'dashboard' });
  const reader = storeReader(store);
  const hub = new ProgressHub((sweepId) => reader.sweep(sweepId));
  const listener = await listenProgress(store, (progress) => {
    if (progress.kind !== 'reconnected') hub.notify(progress.sweepId);
  });
  let hosts: readonly string[] = [];
  const app = createApp({
    reader,
    hub,
    sessions: new Sessions(config.token),
    hosts: () => hosts,
    isTls: config.tls !== undefined,
    client: fileURLToPath(new URL('../client', import.meta.url)),
  });
  const tls =
    config.tls === undefined ? {} : { createServer: createSecureServer, serverOptions: { ...config.tls } };
  const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port, ...tls }, (address) => {
    hosts = [...new Set([config.host, '127.0.0.1', 'localhost'])].map((host) => `${host}:${address.port}`);
    process.stdout.write(
      `${JSON.stringify({ event: 'listening', host: config.host, port: address.port })}\n`,
    );
  });
  if ('headersTimeout' in server) server.headersTimeout = HEADERS_TIMEOUT_MS;

  const stop = async (): Promise<void> => {
    hub.close();
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await listener.close();
    await store.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`widthwise dashboard: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
