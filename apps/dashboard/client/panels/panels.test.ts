import { expect, test } from 'vitest';
import type { SeriesPoint } from '../../shapes/summary.ts';
import { arrange, describePoints, panelOf } from './panels.ts';

const point: SeriesPoint = {
  cell: 'c',
  quantity: 'apjn',
  layer: 1,
  step: 1,
  inputA: 1,
  inputB: null,
  value: 1,
  standardError: 0.1,
  networks: 4,
  prediction: 1,
  theory: 'exact',
};

test('known quantities come first, then those with errors and theory; six are open', () => {
  const quantity = (name: string, hasErrors: boolean, hasPredictions: boolean) => ({
    quantity: name,
    hasErrors,
    hasPredictions,
  });
  const { all, open } = arrange([
    quantity('a-p', false, false),
    quantity('b', true, false),
    quantity('c', true, true),
    quantity('correlation', true, true),
    ...['x', 'y', 'z'].map((name) => quantity(name, true, true)),
  ]);
  expect(all).toEqual(['correlation', 'c', 'x', 'y', 'z', 'b', 'a-p']);
  expect(open).toEqual(all.slice(0, 6));
});

test('a quantity without an entry is titled by its stored name', () => {
  expect(panelOf('equilibrium-log-gain')).toMatchObject({ title: 'equilibrium-log-gain', isFromZero: false });
  expect(panelOf('correlation').title).toBe('Correlation');
});

test('points say which inputs, step and theory they are of', () => {
  expect(describePoints([point], true)).toBe('Of input 1, step 1. Curve: theory, exact.');
  const pair = { ...point, inputB: 2, step: null, theory: null };
  expect(describePoints([pair], false)).toBe('Of inputs 1 and 2. No theory is stored.');
  expect(describePoints([point, { ...point, step: 2 }], false)).toBe('Of input 1. Crosses: theory, exact.');
});
