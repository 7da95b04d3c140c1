import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ProgressHub } from '../progress.ts';

const KEEP_ALIVE_MS = 15_000;

/** GET /api/sweeps/:id/events: the sweep's progress as server-sent events, at every change. */
export function eventRoutes(hub: ProgressHub): Hono {
  return new Hono().get('/:id{[0-9a-f]{64}}/events', (context) => {
    let send: (text: string) => void = () => undefined;
    const leave = hub.follow(context.req.param('id'), (sweep) => send(JSON.stringify(sweep)));
    if (leave === undefined) return context.json({ error: 'EVENTS: too many open pages.' }, 429);
    return streamSSE(context, async (stream) => {
      let last = '';
      send = (text) => {
        if (text === last) return;
        last = text;
        void stream.writeSSE({ event: 'progress', data: text });
      };
      hub.notify(context.req.param('id'));
      const ended = new Promise<void>((resolve) => stream.onAbort(resolve));
      const beat = setInterval(() => void stream.write(': still here\n\n'), KEEP_ALIVE_MS);
      await ended;
      clearInterval(beat);
      leave();
    });
  });
}
