import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, test } from 'vitest';
import {
  cellsToMerge,
  createSweep,
  estimatesHash,
  findCell,
  loadShardStatistics,
  openStore,
  saveEstimates,
  saveShard,
  storedBlocks,
  sweepProgress,
  views,
} from './index.ts';
import {
  openTestDatabase,
  startCluster,
  type TestCluster,
  type TestDatabase,
} from './test-support/database.ts';
import { numbers, planOf, resultOf, shardOf, statisticsOf } from './test-support/plans.ts';

let cluster: TestCluster;
let database: TestDatabase;
beforeAll(async () => {
  cluster = await startCluster();
  database = await openTestDatabase(cluster);
}, 60000);
afterAll(async () => {
  await database?.close();
  await cluster?.stop();
});
const cpu = (pid: number) => {
  try {
    const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(f[11]) + Number(f[12])) * 10;
  } catch {
    return 0;
  }
};
let pids: number[] = [];
const time = async (label: string, n: number, f: () => Promise<unknown>) => {
  pids = (
    await database.asOwner<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and usename in ('worker','dashboard')`,
    )
  ).map((r) => r.pid);
  const c = new Map(pids.map((p) => [p, cpu(p)]));
  const own = process.cpuUsage();
  const t = performance.now();
  await f();
  const ms = performance.now() - t;
  const o = process.cpuUsage(own);
  const server = pids.reduce((s, p) => s + cpu(p) - c.get(p)!, 0);
  console.log(
    label,
    ms.toFixed(0),
    'ms wall',
    server,
    'ms server cpu',
    ((o.user + o.system) / 1000).toFixed(0),
    'ms node cpu',
    n > 1 ? ((n / ms) * 1000).toFixed(0) + '/s' : '',
  );
};
test('bench', async () => {
  const { store } = database;
  const plan = planOf({ name: 'demo', cells: 41, networks: 64, shardNetworks: 8, depth: 70 });
  await time('createSweep 41', 41, () => createSweep(store, plan));
  const shards = plan.cells.flatMap((c) => [0, 8, 16, 24, 32, 40, 48, 56].map((f) => shardOf(c, f, 8)));
  const three = [
    { name: 'overlaps', version: 1, options: {} },
    { name: 'relative-entropy', version: 1, options: {} },
    { name: 'gaussianity', version: 1, options: {} },
  ];
  //const three = [{ name: 'overlaps', version: 1, options: {} }, { name: 'relative-entropy', version: 1, options: {} }, { name: 'gaussianity', version: 1, options: {} }];
  await time('cellsToMerge', 1, () => cellsToMerge(store, plan.id));
  await time('storedBlocks', 1, () =>
    storedBlocks(
      store,
      plan.cells.map((c) => ({ cellId: c.cell.id, lineage: c.lineage })),
    ),
  );
  const quantities: Record<string, string[]> = {
    overlaps: ['length', 'overlap', 'correlation', 'decorrelation'],
    'relative-entropy': [
      'relative-entropy',
      'entropy-gap',
      'entropy-mismatch',
      'kl-isotropic-forward',
      'kl-isotropic-reverse',
      'kl-kernel-forward',
      'kl-kernel-reverse',
    ],
    gaussianity: Array.from({ length: 16 }, (_, i) => 'excess-kurtosis-' + i),
  };
  let rows = 0;
  await time('saveEstimates 41 cells', 1, async () => {
    for (const planned of plan.cells)
      for (const probe of three) {
        const keys = quantities[probe.name]!.flatMap((quantity) =>
          Array.from({ length: 70 }, (_, l) =>
            quantity === 'length'
              ? [
                  { quantity, layer: l + 1, inputA: 1 },
                  { quantity, layer: l + 1, inputA: 2 },
                ]
              : [{ quantity, layer: l + 1, inputA: 1, inputB: 2 }],
          ).flat(),
        );
        const v = numbers(1, keys.length);
        rows += keys.length;
        await saveEstimates(store, {
          cellId: planned.cell.id,
          lineage: planned.lineage,
          probe,
          networks: 64,
          estimates: keys.map((k, i) => ({ ...k, value: v[i]!, standardError: 0.01, networks: 64 })),
          histograms:
            probe.name === 'gaussianity'
              ? Array.from({ length: 140 }, (_, i) => ({
                  quantity: 'pit',
                  layer: 1 + (i >> 1),
                  inputA: 1 + (i & 1),
                  counts: new Float64Array(64).fill(700),
                }))
              : [],
          predictions: keys.flatMap((k, i) => [
            { ...k, probe: probe.name, theory: 'infinite-width' as const, value: v[i]! },
            { ...k, probe: probe.name, theory: 'first-order' as const, value: v[i]! + 0.001 },
          ]),
        });
      }
  });
  console.log('rows', rows);
  const [big] = plan.cells;
  if (big) {
    const keys = Array.from({ length: 200000 }, (_, i) => ({
      quantity: 'q' + (i % 20),
      layer: 1 + Math.floor(i / 20),
      inputA: 1,
    }));
    const estimates = keys.map((k, i) => ({ ...k, value: Math.sin(i), standardError: 0.01, networks: 64 }));
    const other = planOf({ name: 'big', cells: 1, networks: 64, shardNetworks: 8 });
    await createSweep(store, other);
    const pc = other.cells[0]!;
    for (const k of [0, 1])
      await time('saveEstimates 200k rows one set', 200000, () =>
        saveEstimates(store, {
          cellId: pc.cell.id,
          lineage: pc.lineage,
          probe: three[0]!,
          networks: 64 + k,
          estimates,
          histograms: [],
          predictions: [],
        }),
      );
  }
  for (const analyze of [false, true]) {
    if (analyze) await database.asOwner('analyze');
    const dash = openStore(database.urls.dashboard, { role: 'dashboard' });
    await dash.pool.query('select 1');
    for (const name of [
      'correlation_map',
      'gaussianity',
      'relative_entropy_trajectories',
      'theory_residuals',
    ]) {
      await time(name + ' to JS', 1, () =>
        dash.pool.query(`select * from widthwise.${name} where sweep_id = '${plan.id}'`),
      );
      await time(name + ' server only', 1, () =>
        dash.pool.query(
          `select count(*) from (select * from widthwise.${name} where sweep_id = '${plan.id}' offset 0) v`,
        ),
      );
      const ex = await database.asOwner(
        `explain (analyze, buffers) select count(*) from (select * from widthwise.${name} where sweep_id = '${plan.id}' offset 0) v`,
      );
      if (name === 'gaussianity') console.log(ex.map((r) => Object.values(r)[0]).join('\n'));
    }
    await time('one quantity', 1, () =>
      dash.pool.query(
        `select * from widthwise.gaussianity where sweep_id = '${plan.id}' and quantity = 'excess-kurtosis-3'`,
      ),
    );
    await dash.close();
  }
  await time('sweepProgress', 1, () => sweepProgress(store, plan.id));
  await time('estimatesHash', 1, () => estimatesHash(store, plan.id));
  await time('findCell', 1, () => findCell(store, plan.cells[3]!.cell.id.slice(0, 10)));
  const bigPlan = planOf({ name: 'large', cells: 10000, networks: 64, shardNetworks: 8 });
  await time('createSweep 10000', 10000, () => createSweep(store, bigPlan));
  await time('sweepProgress 10000', 1, () => sweepProgress(store, bigPlan.id));
  await time('storedBlocks 10000', 1, () =>
    storedBlocks(
      store,
      bigPlan.cells.map((c) => ({ cellId: c.cell.id, lineage: c.lineage })),
    ),
  );
  await time('cellsToMerge 10000', 1, () => cellsToMerge(store, bigPlan.id));
}, 300000);
