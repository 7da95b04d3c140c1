import type { Sampler } from '@widthwise/experiments';
import { expect, test } from 'vitest';
import { type CellResult, runCell } from '../support/run-cell.ts';

const widths = [16, 32, 64];
const sigmaW2s = [1.2, 1.8, 2.4];
const networks = 256;

const run = (sampler: Sampler, width: number, sigmaW2: number, cellId: string): Promise<CellResult> =>
  runCell({
    cellId,
    networks,
    probes: { overlaps: {}, 'relative-entropy': {}, gaussianity: {} },
    parameters: {
      network: { activation: 'tanh', width, depth: 20, sigmaW: Math.sqrt(sigmaW2), sigmaB: Math.sqrt(0.05) },
      inputs: { ensemble: 'pair', correlation: 0.6, squaredNorm: 1 },
      sampler,
    },
  });

/** |difference|/error of every quantity that has an error with both samplers. */
function scores(a: CellResult, b: CellResult): readonly number[] {
  expect([...a.estimates.keys()]).toEqual([...b.estimates.keys()]);
  return [...a.estimates].flatMap(([key, one]) => {
    const other = b.estimates.get(key);
    if (one.value === undefined || other?.value === undefined) return [];
    const error = Math.hypot(one.standardError ?? 0, other.standardError ?? 0);
    return error > 0 ? [Math.abs(one.value - other.value) / error] : [];
  });
}

const share = (list: readonly number[], limit: number): number =>
  list.filter((z) => z < limit).length / list.length;

test('explicit weights and the Gram sampler agree on every stored quantity of a 3 × 3 sweep of 20 layers', async () => {
  const all: number[] = [];
  for (const [row, width] of widths.entries()) {
    for (const [column, sigmaW2] of sigmaW2s.entries()) {
      const dense = await run('dense', width, sigmaW2, `d${row}${column}0`.repeat(16));
      const gram = await run('gram', width, sigmaW2, `9${row}${column}0`.repeat(16));
      all.push(...scores(dense, gram));
    }
  }
  process.stdout.write(
    `gram against dense: ${all.length} comparisons, ${(100 * share(all, 2)).toFixed(1)} % within 2 standard errors, ` +
      `${(100 * share(all, 3)).toFixed(2)} % within 3, largest ${Math.max(...all).toFixed(2)}\n`,
  );
  expect(all.length).toBeGreaterThan(3000);
  // A normal law has 95.4 % and 99.7 %. Layers of one cell move together: some hundred of the comparisons are independent,
  // so the shares spread by about 2 % and 0.5 % (one standard deviation); four of them are allowed.
  expect(share(all, 2)).toBeGreaterThan(0.87);
  expect(share(all, 3)).toBeGreaterThan(0.977);
});

test('a σ_w 3 % off does not agree', async () => {
  const dense = await run('dense', 64, 1.8 * 1.03 ** 2, 'd2'.repeat(32));
  const gram = await run('gram', 64, 1.8, '92'.repeat(32));
  expect(share(scores(dense, gram), 3)).toBeLessThan(0.9);
});
