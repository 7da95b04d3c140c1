import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layerWidths } from '@widthwise/network';
import { planSweep } from '@widthwise/plan';
import { expect, test } from 'vitest';
import { parseSpecText } from './read-spec.ts';

const folder = fileURLToPath(new URL('../../../examples', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const planOf = (file: string) =>
  planSweep(parseSpecText(textOf(file), file), { force: false, memoryLimitBytes: 2 ** 32, unavailable: {} });

test('there are twelve examples', () => {
  expect(files.sort()).toEqual([
    'bottleneck.yaml',
    'dense-check.yaml',
    'equilibrium.yaml',
    'heavy-tailed.yaml',
    'jacobian.yaml',
    'kurtosis-constant.yaml',
    'mnist-batch.yaml',
    'ntk.yaml',
    'order-chaos.yaml',
    'orthogonal.yaml',
    'phase-diagram.yaml',
    'width-sweep.yaml',
  ]);
});

test.each(files)('%s is a spec without faults, named like its file, and tells editors its schema', (file) => {
  const { plan, summary } = planOf(file);
  expect(`${plan.name}.yaml`).toBe(file);
  expect(summary.cells).toBeGreaterThan(1);
  expect(textOf(file)).toMatch(
    /^# yaml-language-server: \$schema=\.\.\/packages\/plan\/spec\.schema\.json\n/,
  );
});

test('the demonstration has the grid that its text promises', () => {
  const { cells } = planOf('order-chaos.yaml').plan;
  const axis = cells.map(({ axes }) => axes['network.sigmaW2']);
  expect(axis).toEqual(Array.from({ length: 41 }, (_, i) => Number((1 + i / 20).toFixed(2))));
  expect(cells.every(({ networks, cell }) => networks === 64 && cell.parameters.network.depth === 70)).toBe(
    true,
  );
});

test('the batch grows in depth with width and sits on the critical line', () => {
  const { cells } = planOf('mnist-batch.yaml').plan;
  for (const { cell } of cells) {
    expect(cell.parameters.network.depth).toBe(cell.parameters.network.width / 8);
    expect(cell.parameters.network.sigmaW).toBeGreaterThan(1);
  }
});

test('the dense check leaves out the cell it excludes', () => {
  expect(planOf('dense-check.yaml').plan.cells).toHaveLength(8);
});

test('the bottleneck has the widths that its text promises', () => {
  const { cells } = planOf('bottleneck.yaml').plan;
  expect(cells.map(({ cell }) => layerWidths(cell.parameters.network)[3])).toEqual([256, 64, 16, 4]);
});

test('heavy tails have a shape, Gaussian weights none', () => {
  const laws = planOf('heavy-tailed.yaml').plan.cells.map(({ cell }) => {
    const { weights, weightShape } = cell.parameters.network;
    return `${weights} ${weightShape}`;
  });
  expect(new Set(laws)).toEqual(new Set(['undefined undefined', 'student-t 5', 'weibull 0.5']));
});
