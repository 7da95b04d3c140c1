import type { EstimateRow } from '@widthwise/store';
import { expect, test } from 'vitest';
import { drawnRows, summarizeQuantities } from './drawn-rows.ts';

const row: EstimateRow = {
  sweep: 's',
  cell: 'c',
  experiment: 'propagate',
  activation: 'tanh',
  width: 8,
  depth: 3,
  sigmaW: 1,
  sigmaB: 0,
  quantity: 'q',
  layer: null,
  step: null,
  inputA: 1,
  inputB: null,
  value: 1,
  standardError: null,
  networks: 4,
  prediction: null,
  residual: null,
  theory: null,
};

test('of pairs of inputs the first with the second is drawn, of single inputs the first', () => {
  const pairs = [1, 2, 3].map((inputB) => ({ ...row, inputB }));
  expect(drawnRows([...pairs, { ...row, inputA: 2, inputB: 2 }])).toEqual([{ ...row, inputB: 2 }]);
  expect(drawnRows([row, { ...row, inputA: 2 }])).toEqual([row]);
  expect(drawnRows([])).toEqual([]);
});

test('a curve runs over layers, of the first step, or over steps', () => {
  const layers = [1, 2].flatMap((step) => [1, 2, 3].map((layer) => ({ ...row, step, layer })));
  expect(drawnRows(layers)).toEqual(layers.slice(0, 3));
  const steps = [1, 2, 3].map((step) => ({ ...row, step }));
  expect(drawnRows(steps)).toEqual(steps);
});

test('a quantity has errors, and predictions, if one of its estimates has', () => {
  const other = { ...row, quantity: 'p' };
  expect(
    summarizeQuantities([row, { ...row, standardError: 0.1 }, row, { ...other, prediction: 1 }]),
  ).toEqual([
    { quantity: 'p', hasErrors: false, hasPredictions: true },
    { quantity: 'q', hasErrors: true, hasPredictions: false },
  ]);
});
