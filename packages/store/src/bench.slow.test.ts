import { test, beforeAll, afterAll } from 'vitest';
import { openTestDatabase, startCluster, type TestCluster, type TestDatabase } from './test-support/database.ts';
import { planOf, resultOf, shardOf, statisticsOf, numbers } from './test-support/plans.ts';
import { createSweep, saveShard, saveEstimates, sweepProgress, cellsToMerge, storedBlocks, estimatesHash, loadShardStatistics, openStore, views, findCell } from './index.ts';
let cluster: TestCluster; let database: TestDatabase;
beforeAll(async () => { cluster = await startCluster(); database = await openTestDatabase(cluster); }, 60000);
afterAll(async () => { await database?.close(); await cluster?.stop(); });
const time = async (label: string, n: number, f: () => Promise<unknown>) => { const t = performance.now(); await f(); const ms = performance.now() - t; console.log(label, ms.toFixed(1), 'ms', n > 1 ? (n / ms * 1000).toFixed(0) + '/s' : ''); };
test('bench', async () => {
  const { store } = database;
  const plan = planOf({ name: 'demo', cells: 41, networks: 64, shardNetworks: 8, depth: 70 });
  await time('createSweep 41', 41, () => createSweep(store, plan));
  const shards = plan.cells.flatMap((c) => [0, 8, 16, 24, 32, 40, 48, 56].map((f) => shardOf(c, f, 8)));
  const three = [{ name: 'overlaps', version: 1, options: {} }, { name: 'relative-entropy', version: 1, options: {} }, { name: 'gaussianity', version: 1, options: {} }];
  for (const [len, cnt] of [[40, 8], [2800, 2000]] as const) {
    const p2 = planOf({ name: 'demo' + len, cells: 41, networks: 64, shardNetworks: 8, depth: 70 });
    await createSweep(store, p2);
    const sh = len === 2800 ? p2.cells.flatMap((c) => [0, 8, 16, 24, 32, 40, 48, 56].map((f) => shardOf(c, f, 8))) : p2.cells.flatMap((c) => [0, 8, 16, 24, 32, 40, 48, 56].map((f) => shardOf(c, f, 8)));
    const results = sh.map((s) => resultOf(p2, s, { statistics: three.map((probe, i) => ({ probe, statistics: { ...statisticsOf(8, s.first + i, len), counts: new Float64Array(cnt).fill(3) } })) }));
    await time(`saveShard sequential floats=${len} x3 probes`, sh.length, async () => { for (const r of results) await saveShard(store, r); });
    const p3 = { ...p2, id: p2.id };
    await time(`present again x2 conc`, sh.length, async () => { const it = results.values(); await Promise.all([0, 1].map(async () => { for (const r of it) await saveShard(store, r); })); });
    const [cell] = p3.cells; if (cell) await time('loadShardStatistics 8 shards', 1, () => loadShardStatistics(store, { cellId: cell.cell.id, lineage: cell.lineage, probe: 'overlaps' }));
  }
  { const it = shards.values(); await time('saveShard two at once', shards.length, async () => { await Promise.all([0, 1].map(async () => { for (const s of it) await saveShard(store, resultOf(plan, s)); })); }); }
  await time('cellsToMerge', 1, () => cellsToMerge(store, plan.id));
  await time('storedBlocks', 1, () => storedBlocks(store, plan.cells.map((c) => ({ cellId: c.cell.id, lineage: c.lineage }))));
  const quantities: Record<string, string[]> = { overlaps: ['length', 'overlap', 'correlation', 'decorrelation'], 'relative-entropy': ['relative-entropy', 'entropy-gap', 'entropy-mismatch', 'kl-isotropic-forward', 'kl-isotropic-reverse', 'kl-kernel-forward', 'kl-kernel-reverse'], gaussianity: Array.from({ length: 16 }, (_, i) => 'excess-kurtosis-' + i) };
  let rows = 0;
  await time('saveEstimates 41 cells', 1, async () => {
    for (const planned of plan.cells) for (const probe of three) {
      const keys = quantities[probe.name]!.flatMap((quantity) => Array.from({ length: 70 }, (_, l) => quantity === 'length' ? [{ quantity, layer: l + 1, inputA: 1 }, { quantity, layer: l + 1, inputA: 2 }] : [{ quantity, layer: l + 1, inputA: 1, inputB: 2 }]).flat());
      const v = numbers(1, keys.length);
      rows += keys.length;
      await saveEstimates(store, { cellId: planned.cell.id, lineage: planned.lineage, probe, networks: 64, estimates: keys.map((k, i) => ({ ...k, value: v[i]!, standardError: 0.01, networks: 64 })), histograms: probe.name === 'gaussianity' ? Array.from({ length: 140 }, (_, i) => ({ quantity: 'pit', layer: 1 + (i >> 1), inputA: 1 + (i & 1), counts: new Float64Array(64).fill(700) })) : [], predictions: keys.flatMap((k, i) => [{ ...k, probe: probe.name, theory: 'infinite-width' as const, value: v[i]! }, { ...k, probe: probe.name, theory: 'first-order' as const, value: v[i]! + 0.001 }]) });
    }
  });
  console.log('rows', rows);
  const [big] = plan.cells; 
  if (big) { const keys = Array.from({ length: 200000 }, (_, i) => ({ quantity: 'q' + (i % 20), layer: 1 + Math.floor(i / 20), inputA: 1 })); const estimates = keys.map((k, i) => ({ ...k, value: Math.sin(i), standardError: 0.01, networks: 64 }));
    const other = planOf({ name: 'big', cells: 1, networks: 64, shardNetworks: 8 }); await createSweep(store, other); const pc = other.cells[0]!;
    for (const k of [0, 1]) await time('saveEstimates 200k rows one set', 200000, () => saveEstimates(store, { cellId: pc.cell.id, lineage: pc.lineage, probe: three[0]!, networks: 64 + k, estimates, histograms: [], predictions: [] })); }
  for (const analyze of [false, true]) {
    if (analyze) await database.asOwner('analyze');
    const dash = openStore(database.urls.dashboard, { role: 'dashboard' });
    await dash.pool.query('select 1');
    for (const name of Object.keys(views)) for (const where of [`sweep_id = '${plan.id}'`, `sweep = 'demo'`]) {
      let n = 0; const t = performance.now(); n = (await dash.pool.query(`select * from widthwise.${name} where ${where}`)).rows.length; const ms = performance.now() - t;
      const t2 = performance.now(); await dash.pool.query(`select count(*), avg(length(v::text)) from (select * from widthwise.${name} where ${where} offset 0) v`); const ms2 = performance.now() - t2;
      console.log(analyze ? 'analyzed' : 'fresh', name, where.slice(0, 8), n, 'rows', ms.toFixed(0), 'ms to JS;', ms2.toFixed(0), 'server incl. text');
      const t3 = performance.now(); await dash.pool.query(`select count(*) from (select * from widthwise.${name} where ${where} offset 0) v`); console.log('   server only', (performance.now() - t3).toFixed(0));
    }
    await dash.close();
  }
  await time('sweepProgress', 1, () => sweepProgress(store, plan.id));
  await time('estimatesHash', 1, () => estimatesHash(store, plan.id));
  await time('findCell', 1, () => findCell(store, plan.cells[3]!.cell.id.slice(0, 10)));
  const bigPlan = planOf({ name: 'large', cells: 10000, networks: 64, shardNetworks: 8 });
  await time('createSweep 10000', 10000, () => createSweep(store, bigPlan));
  await time('sweepProgress 10000', 1, () => sweepProgress(store, bigPlan.id));
  await time('storedBlocks 10000', 1, () => storedBlocks(store, bigPlan.cells.map((c) => ({ cellId: c.cell.id, lineage: c.lineage }))));
  await time('cellsToMerge 10000', 1, () => cellsToMerge(store, bigPlan.id));
}, 300000);
