import type pg from 'pg';
import { views } from './views/registry.ts';

/** What a role may do to a relation; UPDATE and INSERT may be limited to columns. */
export interface Grant {
  readonly select?: true;
  readonly insert?: true | readonly string[];
  readonly update?: readonly string[];
  readonly delete?: true;
}

export type GrantedRole = 'worker' | 'dashboard' | 'sqlbox';

const readViews: Readonly<Record<string, Grant>> = Object.fromEntries(
  Object.keys(views).map((name) => [`widthwise.${name}`, { select: true } satisfies Grant]),
);

/** Results can be added and read, never changed; only states, fences and counters can (S7, P3). */
export const grantMatrix: Readonly<Record<GrantedRole, Readonly<Record<string, Grant>>>> = Object.freeze({
  worker: {
    'store.cells': { select: true, insert: true },
    'store.collapse_fits': { select: true, insert: true, delete: true },
    'store.discoveries': { select: true, insert: true, delete: true },
    'store.estimate_sets': {
      select: true,
      insert: true,
      update: ['version', 'options', 'networks', 'merged_at'],
    },
    'store.estimates': { select: true, insert: true, delete: true },
    'store.events': { select: true, insert: true },
    'store.failures': {
      select: true,
      insert: true,
      update: ['attempts', 'message', 'detail', 'worker', 'failed_at'],
    },
    'store.fits': { select: true, insert: true, delete: true },
    'store.histograms': { select: true, insert: true, delete: true },
    'store.meta': { select: true },
    'store.predictions': { select: true, insert: true, delete: true },
    'store.requests': { select: true, update: ['handled_at', 'outcome'] },
    'store.shard_statistics': { select: true, insert: true },
    'store.shards': { select: true, insert: true },
    'store.stored_blocks': { select: true },
    'store.sweep_cells': {
      select: true,
      insert: true,
      update: [
        'lineage',
        'networks',
        'shard_networks',
        'device_class',
        'fingerprint',
        'seconds_per_network',
        'memory_bytes',
      ],
    },
    'store.sweeps': {
      select: true,
      insert: true,
      update: ['state', 'message', 'attempt', 'updated_at', 'started_at', 'finished_at'],
    },
    ...readViews,
  },
  dashboard: { 'store.requests': { insert: ['sweep_id', 'kind', 'detail'] }, ...readViews },
  sqlbox: readViews,
});

const onColumns = (privilege: string, columns: true | readonly string[]): string =>
  columns === true ? privilege : `${privilege} (${columns.join(', ')})`;

function grantStatements(role: GrantedRole): string[] {
  const grants = Object.entries(grantMatrix[role]).map(([relation, grant]) => {
    const privileges = [
      ...(grant.select ? ['select'] : []),
      ...(grant.insert ? [onColumns('insert', grant.insert)] : []),
      ...(grant.update ? [onColumns('update', grant.update)] : []),
      ...(grant.delete ? ['delete'] : []),
    ];
    return `grant ${privileges.join(', ')} on ${relation} to ${role}`;
  });
  const needsStore = Object.keys(grantMatrix[role]).some((relation) => relation.startsWith('store.'));
  return [
    `revoke all on all tables in schema store, widthwise from ${role}`,
    `revoke all on schema store, widthwise from ${role}`,
    `grant usage on schema widthwise${needsStore ? ', store' : ''} to ${role}`,
    ...grants,
  ];
}

/**
 * Grants each existing role what the matrix says and nothing else, inside the caller's transaction. Where all work is done
 * under one login the roles are absent and nothing is granted.
 *
 * @returns the roles found.
 */
export async function installGrants(client: pg.ClientBase): Promise<readonly GrantedRole[]> {
  const roles = Object.keys(grantMatrix) as GrantedRole[];
  const found = await client.query<{ rolname: GrantedRole }>(
    `select rolname from pg_roles where rolname = any($1) and rolname <> current_user order by rolname`,
    [roles],
  );
  for (const { rolname } of found.rows) {
    for (const statement of grantStatements(rolname)) await client.query(statement);
  }
  return found.rows.map(({ rolname }) => rolname);
}
