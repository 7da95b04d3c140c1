import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { useTestDatabase } from '../test-support/database.ts';
import { overlapEstimates, overlapsProbe } from '../test-support/estimates.ts';
import { planOf, shardOf } from '../test-support/plans.ts';
import { type ViewName, views } from '../views/registry.ts';
import { createSweep } from './create-sweep.ts';
import { estimatesHash } from './estimates-hash.ts';
import { exportView } from './export-view.ts';
import { loadEstimates } from './load-estimates.ts';
import { recordFailure } from './record-failure.ts';
import { type CellEstimates, saveEstimates } from './save-estimates.ts';

const database = useTestDatabase();

async function sweepOf(name: string, cells = 1) {
  const plan = planOf({ name, cells, networks: 64, shardNetworks: 16 });
  await createSweep(database.store, plan);
  return plan;
}

async function saveAll(plan: Awaited<ReturnType<typeof sweepOf>>, networks: number) {
  for (const planned of plan.cells) await saveEstimates(database.store, overlapEstimates(planned, networks));
}

test('estimates read back bit for bit beside their sharpest prediction and its residual', async () => {
  const { store } = database;
  const plan = await sweepOf('read');
  await saveAll(plan, 16);
  const [planned] = plan.cells as [(typeof plan.cells)[number]];
  const { estimates } = overlapEstimates(planned, 16);
  const rows = await loadEstimates(store, {
    view: 'correlation_map',
    sweepId: plan.id,
    where: { quantity: 'correlation' },
    limit: 100,
  });
  const expected = estimates.filter(({ quantity }) => quantity === 'correlation');
  expect(rows.map(({ layer, value }) => [layer, value])).toEqual(
    expected.map(({ layer, value }) => [layer, value]),
  );
  const value = expected[0]?.value ?? 0;
  expect(rows[0]).toMatchObject({
    sweep: 'read',
    cell: planned.cell.id,
    sigmaW: planned.cell.parameters.network.sigmaW,
    inputA: 1,
    inputB: 2,
    step: null,
    standardError: 0.01,
    networks: 16,
    prediction: 0.5,
    theory: 'first-order',
    residual: (value - 0.5) / 0.01,
  });
});

test('views name the same numbers: lengths on the diagonal of overlaps, the last layer in the phase diagram', async () => {
  const { store } = database;
  const plan = await sweepOf('views', 3);
  await saveAll(plan, 16);
  const of = (view: 'overlaps' | 'length_map' | 'phase_diagram' | 'theory_residuals') =>
    loadEstimates(store, { view, sweepId: plan.id, limit: 1_000 });
  const lengths = await of('length_map');
  expect(lengths).toHaveLength(3 * 4 * 2);
  expect(lengths.every(({ inputB }) => inputB === null)).toBe(true);
  const overlaps = await of('overlaps');
  expect(overlaps).toHaveLength(3 * 4 * 3);
  expect(overlaps.filter(({ inputA, inputB }) => inputA === inputB).map(({ value }) => value)).toEqual(
    lengths.map(({ value }) => value),
  );
  const phases = await of('phase_diagram');
  const last = await loadEstimates(store, {
    view: 'correlation_map',
    sweepId: plan.id,
    where: { quantity: 'correlation', layer: 4 },
    limit: 10,
  });
  expect(phases).toEqual(last);
  expect(await of('theory_residuals')).toHaveLength(3 * 4 * 5 * 2);
});

test('a phase diagram of cells with one input still shows their length', async () => {
  const { store } = database;
  const plan = await sweepOf('single');
  const [planned] = plan.cells as [(typeof plan.cells)[number]];
  const all = overlapEstimates(planned, 16);
  const estimates = all.estimates.filter(({ quantity, inputA }) => quantity === 'length' && inputA === 1);
  await saveEstimates(store, { ...all, estimates, predictions: [] });
  const rows = await database.asOwner(
    `select value, length, networks from widthwise.phase_diagram where sweep_id = $1`,
    [plan.id],
  );
  expect(rows).toEqual([{ value: null, length: estimates[3]?.value, networks: 16 }]);
});

test('a merge replaces one of fewer networks and never one of more', async () => {
  const { store } = database;
  const plan = await sweepOf('fence');
  const [planned] = plan.cells as [(typeof plan.cells)[number]];
  expect(await saveEstimates(store, overlapEstimates(planned, 32))).toBe(true);
  const hash = await estimatesHash(store, plan.id);
  expect(await saveEstimates(store, overlapEstimates(planned, 16))).toBe(false);
  expect(await estimatesHash(store, plan.id)).toBe(hash);
  expect(await saveEstimates(store, overlapEstimates(planned, 32))).toBe(true);
  expect(await estimatesHash(store, plan.id)).toBe(hash);
  const races = [48, 64, 40, 56].map((networks) => saveEstimates(store, overlapEstimates(planned, networks)));
  await Promise.all(races);
  const rows = await loadEstimates(store, { view: 'overlaps', sweepId: plan.id, limit: 100 });
  expect(new Set(rows.map(({ networks }) => networks))).toEqual(new Set([64]));
  expect(rows).toHaveLength(4 * 3);
});

test('the hash of a sweep depends on keys, values, errors and networks, and on no order', async () => {
  const { store } = database;
  const plan = await sweepOf('hash', 3);
  await saveAll(plan, 16);
  const hash = await estimatesHash(store, plan.id);
  for (const planned of plan.cells.toReversed()) {
    const merged = overlapEstimates(planned, 16);
    await saveEstimates(store, { ...merged, estimates: merged.estimates.toReversed() });
  }
  expect(await estimatesHash(store, plan.id)).toBe(hash);
  const [planned] = plan.cells as [(typeof plan.cells)[number]];
  const merged = overlapEstimates(planned, 16);
  const change = async (with_: (estimate: CellEstimates['estimates'][number]) => object) => {
    const estimates = merged.estimates.map((estimate, index) =>
      index === 7 ? { ...estimate, ...with_(estimate) } : estimate,
    );
    await saveEstimates(store, { ...merged, estimates });
    return estimatesHash(store, plan.id);
  };
  const hashes = [
    await change(({ value = 0 }) => ({ value: value * (1 + 2 ** -52) })),
    await change(() => ({ standardError: undefined })),
    await change(() => ({ networks: 15 })),
    await change(() => ({ layer: 99 })),
  ];
  expect(new Set([hash, ...hashes]).size).toBe(5);
  expect(await change(() => ({}))).toBe(hash);
  await expect(estimatesHash(store, `${plan.id.slice(1)}'`)).rejects.toMatchObject({ code: 'SWEEP_UNKNOWN' });
});

test('a NaN or a key that comes twice leaves what was stored', async () => {
  const { store } = database;
  const plan = await sweepOf('refused');
  const [planned] = plan.cells as [(typeof plan.cells)[number]];
  const merged = overlapEstimates(planned, 16);
  await saveEstimates(store, merged);
  const hash = await estimatesHash(store, plan.id);
  const [first] = merged.estimates as [(typeof merged.estimates)[number]];
  const poisoned = saveEstimates(store, {
    ...merged,
    networks: 32,
    estimates: [{ ...first, value: Number.NaN }],
  });
  await expect(poisoned).rejects.toMatchObject({ code: 'NUMERICAL_NONFINITE' });
  const twice = saveEstimates(store, { ...merged, networks: 32, estimates: [first, first] });
  await expect(twice).rejects.toMatchObject({ code: '23505' });
  expect(await estimatesHash(store, plan.id)).toBe(hash);
});

test('histograms keep exact counts, and undefined values are NULL', async () => {
  const { store } = database;
  const plan = await sweepOf('histogram');
  const [planned] = plan.cells as [(typeof plan.cells)[number]];
  const counts = Float64Array.of(0, 1, 2 ** 53 - 1);
  await saveEstimates(store, {
    cellId: planned.cell.id,
    lineage: planned.lineage,
    probe: overlapsProbe,
    networks: 16,
    estimates: [
      { quantity: 'length', layer: 1, inputA: 1, value: undefined, standardError: undefined, networks: 1 },
    ],
    histograms: [{ quantity: 'pit-pooled', layer: 2, inputA: 1, counts }],
    predictions: [{ quantity: 'length', layer: 1, inputA: 1, probe: 'other', theory: 'exact', value: 1 }],
  });
  const [row] = await database.asOwner(
    `select layer, input_a, input_b, bins, counts, networks from widthwise.pit_histograms where sweep_id = $1`,
    [plan.id],
  );
  expect(row).toEqual({
    layer: 2,
    input_a: 1,
    input_b: null,
    bins: 3,
    counts: ['0', '1', '9007199254740991'],
    networks: 16,
  });
  const [estimate] = await loadEstimates(store, { view: 'length_map', sweepId: plan.id, limit: 1 });
  expect(estimate).toMatchObject({
    value: null,
    standardError: null,
    prediction: null,
    residual: null,
    theory: null,
  });
});

async function exported(view: ViewName, sweepId: string, format: 'csv' | 'json'): Promise<string[]> {
  const chunks: Buffer[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await exportView(database.store, { view, sweepId, format, output });
  return Buffer.concat(chunks).toString().trim().split('\n');
}

test('a view exports as CSV whose numbers read back to the same bits', async () => {
  const { store } = database;
  const plan = await sweepOf('export', 2);
  await saveAll(plan, 16);
  const [header = '', ...lines] = await exported('length_map', plan.id, 'csv');
  const at = header.split(',').indexOf('value');
  const values = lines.map((line) => Number(line.split(',')[at])).sort();
  const rows = await loadEstimates(store, { view: 'length_map', sweepId: plan.id, limit: 100 });
  expect(values).toEqual(rows.map(({ value }) => value ?? Number.NaN).sort());
});

test('a view exports as one JSON object per row, with the same bits and all its columns', async () => {
  const { store } = database;
  const plan = await sweepOf('export json', 2);
  await saveAll(plan, 16);
  const objects = (await exported('length_map', plan.id, 'json')).map((line) => JSON.parse(line));
  const rows = await loadEstimates(store, { view: 'length_map', sweepId: plan.id, limit: 100 });
  expect(objects.map(({ value }) => value).sort()).toEqual(rows.map(({ value }) => value).sort());
  for (const object of objects)
    expect(Object.keys(object)).toEqual(views.length_map.columns.map(([name]) => name));
});

test('JSON holds any text as it was, and JSON columns as JSON', async () => {
  const plan = await sweepOf('export text');
  const texts = {
    message: 'C:\\new "quoted", \t tab, \n line, \r return, \u0001\u0002 control, \\. end, é 𝄞',
    detail: { signal: 'a\\b"c"\u0001', code: 3, none: null },
  };
  const shard = shardOf(plan.cells[0] as (typeof plan.cells)[number], 0, 16);
  await recordFailure(database.store, { shard, code: 'CHILD_DIED', worker: 'w', ...texts });
  const lines = await exported('failure_log', plan.id, 'json');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ sweep: 'export text', network: null, ...texts }),
  ]);
});
