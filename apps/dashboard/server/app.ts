import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { sameServer, securityHeaders, signedIn } from './guard.ts';
import type { ProgressHub } from './progress.ts';
import type { Reader } from './reader.ts';
import { eventRoutes } from './routes/events.ts';
import { sessionRoutes } from './routes/session.ts';
import { sweepRoutes } from './routes/sweeps.ts';
import type { Sessions } from './sessions.ts';

export interface AppParts {
  readonly reader: Reader;
  readonly hub: ProgressHub;
  readonly sessions: Sessions;
  /** Values of `Host` that name this server; known once the port is. */
  readonly hosts: () => readonly string[];
  readonly isTls: boolean;
  /** Folder of the built client. */
  readonly client: string;
}

/** The dashboard's HTTP application: guard first, then the API, then the client's files. */
export function createApp(parts: AppParts): Hono {
  const app = new Hono();
  app.use(securityHeaders, sameServer(parts.hosts, parts.isTls ? 'https' : 'http'));
  app.use('/api/*', bodyLimit({ maxSize: 256 * 1024 }));
  app.get('/health', (context) => context.json({ service: 'widthwise-dashboard' }));
  app.route('/api/session', sessionRoutes(parts.sessions, parts.isTls));
  app.use('/api/*', signedIn(parts.sessions));
  app.route('/api/sweeps', eventRoutes(parts.hub));
  app.route('/api/sweeps', sweepRoutes(parts.reader));
  app.all('/api/*', (context) => context.json({ error: 'API: there is nothing at this address.' }, 404));
  app.use('*', serveStatic({ root: parts.client }));
  app.get('*', serveStatic({ root: parts.client, rewriteRequestPath: () => '/index.html' }));
  app.onError((error, context) => {
    process.stderr.write(`${JSON.stringify({ event: 'request-failed', error: String(error) })}\n`);
    return context.json({ error: 'The store did not answer. `widthwise status` says more.' }, 503);
  });
  return app;
}
