import type { FitRow } from '@widthwise/store';
import { expect, test } from 'vitest';
import { describeFits, describeQuality } from './fit.ts';

const row: FitRow = {
  sweep: 'widths',
  cell: 'c0',
  activation: 'relu',
  depth: 4,
  sigmaW: Math.SQRT2,
  sigmaB: 0,
  quantity: 'excess-kurtosis',
  layer: 3,
  step: null,
  inputA: 1,
  inputB: null,
  form: 'second-order',
  isPreferred: true,
  a: 0.00012,
  aStandardError: 0.00034,
  aPrediction: 0,
  aResidual: 0.35,
  b: 30.12,
  bStandardError: 0.21,
  bPrediction: 30.02,
  bResidual: 0.48,
  c: 70,
  cStandardError: 9,
  cPrediction: 75,
  theory: 'exact',
  covariance: [],
  chiSquare: 4.5,
  degreesOfFreedom: 5,
  reducedChiSquare: 0.9,
  pValue: 0.48,
  aicc: 12,
  widths: [32, 64, 128],
  networks: 8192,
  fittedAt: new Date(0),
};

test('a fit is one line: quantity, layer, inputs, form, a and b with errors, theory, χ²/dof, networks', () => {
  const [header = '', line = ''] = describeFits([row], []).split('\n');
  expect(header.trim().split(/ {2,}/)).toEqual([
    ...['quantity', 'layer', 'inputs', 'form', 'a', 'b', 'b theory', 'χ²/dof', 'networks'],
  ]);
  expect(line.trim().split(/ {2,}/)).toEqual([
    ...['excess-kurtosis', '3', '1', '1/N²', '0.00012 ± 0.00034', '30.12 ± 0.21'],
    ...['30.02', '0.900', '8,192'],
  ]);
  // A theory without a slope, fitted: rounding is not shown as a number.
  expect(describeFits([{ ...row, bPrediction: -2e-15 }], [])).toMatch(/ ± 0\.21 +0\.00 /);
});

test('axes are shown where they tell fits apart, and what does not apply is a dash', () => {
  const other = { ...row, sigmaW: 1.5, layer: null, inputA: null, bPrediction: null };
  const [header = '', , line = ''] = describeFits([row, other], []).split('\n');
  expect(header.trim().split(/ {2,}/)[0]).toBe('σ_w');
  expect(line.trim().split(/ {2,}/).slice(0, 5)).toEqual([
    ...['1.5000', 'excess-kurtosis', '–', '–', '1/N²'],
  ]);
  expect(line).toContain('30.12 ± 0.21         –');
});

test('forms that χ² rejects are named, each quantity once', () => {
  expect(describeQuality([row])).toBeUndefined();
  const wrong = { ...row, quantity: 'relative-entropy', pValue: 0 };
  expect(describeQuality([row, wrong, wrong])).toMatch(
    /^2 of 3 are rejected by χ² \(p < 0\.000001\): .* describes relative-entropy at these widths/,
  );
});
