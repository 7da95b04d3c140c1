import { expect, test } from 'vitest';
import { useTestDatabase } from '../test-support/database.ts';
import { views } from './registry.ts';

const database = useTestDatabase();

interface Documented {
  readonly name: string;
  readonly column: string | null;
  readonly comment: string | null;
}

const documented = () =>
  database.asOwner<Documented>(`
    select c.relname as name, null as column, obj_description(c.oid, 'pg_class') as comment
      from pg_class c where c.relnamespace = 'widthwise'::regnamespace
    union all
    select c.relname, a.attname, col_description(c.oid, a.attnum)
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relnamespace = 'widthwise'::regnamespace`);

test('every view and every column has a comment in the database', async () => {
  const rows = await documented();
  expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(Object.keys(views)));
  expect(rows.filter(({ comment }) => comment === null || comment.length < 10)).toEqual([]);
});

test('columns come out under the names and in the order they are declared', async () => {
  const rows = await documented();
  for (const view of Object.values(views)) {
    const columns = rows.filter(({ name, column }) => name === view.name && column !== null);
    expect(columns.map(({ column }) => column)).toEqual(view.columns.map(([name]) => name));
  }
});
