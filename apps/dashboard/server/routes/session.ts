import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { z } from 'zod';
import { COOKIE } from '../guard.ts';
import type { Sessions } from '../sessions.ts';

const body = z.strictObject({ token: z.string().max(256) });

/** POST /api/session: the token for a cookie. */
export function sessionRoutes(sessions: Sessions, isTls: boolean): Hono {
  return new Hono().post('/', async (context) => {
    const parsed = body.safeParse(await context.req.json().catch(() => undefined));
    if (!parsed.success) return context.json({ error: 'SESSION: a body {"token": "…"} is expected.' }, 400);
    const login = sessions.login(parsed.data.token);
    if (login === 'busy') return context.json({ error: 'SESSION: too many tries; wait a minute.' }, 429);
    if (login === 'refused')
      return context.json({ error: 'SESSION: this token is not the current one.' }, 401);
    setCookie(context, COOKIE, login.cookie, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      ...(isTls ? { secure: true, prefix: 'host' as const } : {}),
    });
    return context.json({ ok: true });
  });
}
