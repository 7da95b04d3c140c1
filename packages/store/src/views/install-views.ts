import { createHash } from 'node:crypto';
import type pg from 'pg';
import { views } from './registry.ts';
import { storedBlocks } from './stored-blocks.ts';
import type { View } from './view.ts';

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function statementsOf(view: View): string[] {
  const names = view.columns.map(([name]) => name).join(', ');
  return [
    `create view widthwise.${view.name} (${names}) as ${view.select}`,
    `comment on view widthwise.${view.name} is ${literal(view.comment)}`,
    ...view.columns.map(
      ([name, comment]) => `comment on column widthwise.${view.name}.${name} is ${literal(comment)}`,
    ),
  ];
}

/** Statements that build every view from nothing; they are text of this package alone. */
export function viewStatements(): readonly string[] {
  const all: readonly View[] = Object.values(views);
  return [
    `create schema if not exists widthwise`,
    `comment on schema widthwise is 'What to read: views of sweeps, estimates and shards, in the words of the field.'`,
    ...all.map(({ name }) => `drop view if exists widthwise.${name}`),
    `drop view if exists store.stored_blocks`,
    `create view store.stored_blocks as ${storedBlocks}`,
    ...all.flatMap(statementsOf),
  ];
}

/**
 * Brings the views up to this version, inside the caller's transaction; nothing happens if they are. A view of a user's own
 * that reads one of these stops it with Postgres's message naming both.
 *
 * @returns whether views were rebuilt.
 */
export async function installViews(client: pg.ClientBase): Promise<boolean> {
  const statements = viewStatements();
  const hash = createHash('sha256').update(statements.join(';\n')).digest('hex');
  const stored = await client.query<{ value: string }>(`select value from store.meta where key = 'views'`);
  if (stored.rows[0]?.value === hash) return false;
  for (const statement of statements) await client.query(statement);
  await client.query(
    `insert into store.meta (key, value) values ('views', $1) on conflict (key) do update set value = excluded.value`,
    [hash],
  );
  return true;
}
