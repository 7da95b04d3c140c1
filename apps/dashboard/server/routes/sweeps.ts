import { Hono } from 'hono';
import { z } from 'zod';
import type { Reader } from '../reader.ts';

const MAXIMUM_CELLS = 12;
const cellList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(MAXIMUM_CELLS));

/** GET /api/sweeps, /:id, /:id/cells, /:id/series?cells=… */
export function sweepRoutes(reader: Reader): Hono {
  return new Hono()
    .get('/', async (context) => context.json(await reader.sweeps()))
    .get('/:id{[0-9a-f]{64}}', async (context) => {
      const sweep = await reader.sweep(context.req.param('id'));
      return sweep === undefined
        ? context.json({ error: 'SWEEP: no sweep has this id.' }, 404)
        : context.json(sweep);
    })
    .get('/:id{[0-9a-f]{64}}/cells', async (context) =>
      context.json(await reader.cells(context.req.param('id'))),
    )
    .get('/:id{[0-9a-f]{64}}/series', async (context) => {
      const cells = cellList.safeParse(context.req.query('cells') ?? '');
      if (!cells.success) {
        return context.json({ error: `SERIES: cells must be at most ${MAXIMUM_CELLS} cell ids.` }, 400);
      }
      return context.json(await reader.series(context.req.param('id'), cells.data));
    });
}
