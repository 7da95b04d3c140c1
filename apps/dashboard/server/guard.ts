import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { PLOT_STYLE_HASH } from './plot-style.ts';
import type { Sessions } from './sessions.ts';

export const COOKIE = 'widthwise-session';

const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  `style-src 'self' '${PLOT_STYLE_HASH}'`,
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every response, errors included. */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('Referrer-Policy', 'no-referrer');
  context.header('Cache-Control', 'no-store');
};

/**
 * Refuses what does not name this server: a foreign `Host` is a rebound DNS name, a foreign `Origin` another site's page.
 * State changes must carry an `Origin`.
 */
export function sameServer(hosts: () => readonly string[], scheme: 'http' | 'https'): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (!hosts().includes(host)) return context.json({ error: `HOST: ${host} is not this server.` }, 421);
    const origin = context.req.header('origin');
    const isRead = context.req.method === 'GET' || context.req.method === 'HEAD';
    if (origin === undefined ? !isRead : origin !== `${scheme}://${host}`) {
      return context.json({ error: 'ORIGIN: requests come from the dashboard itself.' }, 403);
    }
    if (!isRead && context.req.header('content-type')?.split(';')[0] !== 'application/json') {
      return context.json({ error: 'CONTENT_TYPE: application/json is expected.' }, 415);
    }
    return next();
  };
}

export function signedIn(sessions: Sessions): MiddlewareHandler {
  return async (context, next) =>
    sessions.isOpen(getCookie(context, COOKIE))
      ? next()
      : context.json({ error: 'SESSION: open the address that `widthwise dashboard` prints.' }, 401);
}
