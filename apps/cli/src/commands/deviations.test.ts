import { expect, test } from 'vitest';
import { describeDeviations, firstOf, summarizeDeviations, type TheoryFailure } from './deviations.ts';

const row: TheoryFailure = {
  cell: 'c0',
  activation: 'relu',
  width: 64,
  depth: 20,
  sigma_w: Math.SQRT2,
  sigma_b: 0,
  quantity: 'excess-kurtosis',
  layer: 4,
  value: 0.75,
  standard_error: 0.05,
  infinite_width: 0,
  infinite_width_residual: 15,
  theory: 'exact',
  residual: -0.4,
  is_repaired: true,
  layers: 20,
  failed_layers: 17,
};

test('a cell and quantity is one line: that of the inputs with which theory fails first', () => {
  const later = { ...row, layer: 6 };
  const earlier = { ...row, layer: 3 };
  expect(firstOf([row, later, earlier])).toEqual([earlier]);
  expect(firstOf([row, { ...later, quantity: 'length' }, { ...later, cell: 'c1' }])).toHaveLength(3);
});

test('a line says where, by how much, how often, and what the sharper theory does there', () => {
  const wide = { ...row, cell: 'c1', width: 1024, theory: null, residual: null, is_repaired: null };
  const failing = {
    ...row,
    cell: 'c2',
    width: 128,
    theory: 'first-order',
    residual: 3.6,
    is_repaired: false,
  };
  const [header = '', ...lines] = describeDeviations([row, wide, failing], []).split('\n');
  expect(header.trim().split(/ {2,}/)).toEqual([
    ...['N', 'quantity', 'layer', 'value', 'N = ∞', 'off, SE', 'layers', 'sharper theory'],
  ]);
  expect(lines.map((line) => line.trim().split(/ {2,}/).slice(-2))).toEqual([
    ['17/20', 'exact holds (−0.40)'],
    ['17/20', '–'],
    ['17/20', '1/N fails (+3.6)'],
  ]);
});

test('the summary counts what a sharper theory repairs among those profiles that have one', () => {
  const none = { ...row, theory: null, residual: null, is_repaired: null };
  expect(summarizeDeviations([row, none])).toMatch(
    /in 2 profiles .* at 34 of their 40 layers; .* stored for 1 and holds for 1\./,
  );
  expect(summarizeDeviations([none])).toContain('No sharper theory is stored for them.');
});
