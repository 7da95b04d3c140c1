import { Hono } from 'hono';
import { z } from 'zod';
import type { Reader } from '../reader.ts';

const MAXIMUM_CELLS = 12;
const MAXIMUM_QUANTITIES = 100;

const listOf = (pattern: RegExp, maximum: number) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.string().regex(pattern)).max(maximum));

const seriesQuery = z.object({
  cells: listOf(/^[0-9a-f]{64}$/, MAXIMUM_CELLS),
  quantities: listOf(/^[a-z0-9-]{1,63}$/, MAXIMUM_QUANTITIES),
});
const quantitiesQuery = z.object({ cell: z.string().regex(/^[0-9a-f]{64}$/) });

/** GET /api/sweeps, /:id, /:id/cells, /:id/quantities?cell=…, /:id/series?cells=…&quantities=… */
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
    .get('/:id{[0-9a-f]{64}}/quantities', async (context) => {
      const query = quantitiesQuery.safeParse(context.req.query());
      if (!query.success) return context.json({ error: 'QUANTITIES: cell must be a cell id.' }, 400);
      return context.json(await reader.quantities(context.req.param('id'), query.data.cell));
    })
    .get('/:id{[0-9a-f]{64}}/series', async (context) => {
      const query = seriesQuery.safeParse(context.req.query());
      if (!query.success) {
        const rule = `cells must be at most ${MAXIMUM_CELLS} cell ids, quantities at most ${MAXIMUM_QUANTITIES} names`;
        return context.json({ error: `SERIES: ${rule}.` }, 400);
      }
      const { cells, quantities } = query.data;
      return context.json(await reader.series(context.req.param('id'), cells, quantities));
    });
}
