import { resolveActivation } from '@widthwise/network';
import { expect, test } from 'vitest';
import { activationForm, gramActivations } from './activation-forms.ts';
import { activationValues } from './activation-values.fixture.ts';
import { applyForm, applySlope } from './reference-activation.ts';

/** Largest errors over max(1, |z|), and relative ones of those that keep them to zero. */
const worst = { scaled: 0, relative: 0 };

test.each(Object.keys(activationValues))(
  '%s is within 3e-16 · max(1, |z|) of its value to 45 digits',
  (name) => {
    const form = activationForm(name);
    for (const [z, value, rest] of activationValues[name] ?? []) {
      const error = Math.abs(applyForm(form, z) - value - rest) / Math.max(1, Math.abs(z));
      expect(error, `φ(${z})`).toBeLessThan(3e-16);
      worst.scaled = Math.max(worst.scaled, error);
    }
  },
);

test.each(['tanh', 'erf'])('%s keeps its relative accuracy to zero: 1.5e-15', (name) => {
  const form = activationForm(name);
  for (const [z, value, rest] of activationValues[name] ?? [])
    if (z !== 0) {
      const error = Math.abs((applyForm(form, z) - value - rest) / value);
      expect(error, `φ(${z})`).toBeLessThan(1.5e-15);
      worst.relative = Math.max(worst.relative, error);
    }
});

test('the largest errors of all tables are those of rounding', async ({ annotate }) => {
  const names = Object.keys(activationValues);
  const range = `${activationValues[names[0] ?? '']?.length} arguments each`;
  expect(worst.scaled).toBeLessThan(3e-16);
  await annotate(
    `activations of the Gram kernel: ${names.join(', ')} | values to 45 digits | ${range} | ${worst.scaled.toExponential(1)} of max(1, abs z) | mpmath`,
    'accuracy',
  );
  expect(worst.relative).toBeLessThan(1.5e-15);
  await annotate(
    `activations of the Gram kernel down to zero: tanh, erf | values to 45 digits | ${range} | ${worst.relative.toExponential(1)} relative | mpmath`,
    'accuracy',
  );
});

test('slopes of all activations are φ′ to 1e-15, at kinks the mean of both sides', async ({ annotate }) => {
  let largest = 0;
  for (const name of gramActivations) {
    const choice = { activation: name, ...(name === 'leaky-relu' ? { negativeSlope: 0.3 } : {}) };
    const { dphi } = resolveActivation(choice);
    const form = activationForm(name, 0.3);
    for (let i = -3000; i <= 3000; i++) {
      const z = i / 60 + (i % 7) * 1e-4;
      largest = Math.max(largest, Math.abs(applySlope(form, z) - dphi(z)));
    }
  }
  expect(largest).toBeLessThan(1e-15);
  await annotate(
    `slopes of the Gram kernel's activations | their closed forms | 6,001 arguments each, abs z ≤ 50 | ${largest.toExponential(1)} absolute | own`,
    'accuracy',
  );
});

test('linear, relu and leaky-relu are exact', () => {
  expect([-2, -0.5, 0.5, 3].map((z) => applyForm(activationForm('linear'), z))).toEqual([-2, -0.5, 0.5, 3]);
  expect([-2, 0.5, 3].map((z) => applyForm(activationForm('relu'), z))).toEqual([-0, 0.5, 3]);
  expect([-2, 0.5].map((z) => applyForm(activationForm('leaky-relu', 0.25), z))).toEqual([-0.5, 0.5]);
});

test('far beyond the table saturating activations sit at their limits and gelu and silu at max(z, 0)', () => {
  const at = (name: string, z: number): number => applyForm(activationForm(name), z);
  expect([
    at('tanh', -1e6),
    at('tanh', 1e6),
    at('erf', 300),
    at('sigmoid', -1e9),
    at('sigmoid', 1e9),
  ]).toEqual([-1, 1, 1, 0, 1]);
  expect([at('gelu', 1e6), at('gelu', -1e6), at('silu', 1e6), at('silu', -1e6)]).toEqual([1e6, 0, 1e6, 0]);
});

test('an unknown activation is an error that names those there are', () => {
  expect(() => activationForm('tahn')).toThrow(
    /no activation "tahn"; it has erf, gelu, leaky-relu, linear, relu/,
  );
  expect(() => activationForm('constructor')).toThrow(RangeError);
  expect(() => activationForm('leaky-relu')).toThrow(/needs negativeSlope/);
  expect(gramActivations).toHaveLength(9);
});
