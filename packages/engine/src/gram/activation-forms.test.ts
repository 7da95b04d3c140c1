import { expect, test } from 'vitest';
import { activationForm, gramActivations } from './activation-forms.ts';
import { activationValues } from './activation-values.fixture.ts';
import { applyForm } from './reference-activation.ts';

test.each(Object.keys(activationValues))(
  '%s is within 3e-16 · max(1, |z|) of its value to 45 digits',
  (name) => {
    const form = activationForm(name);
    for (const [z, value, rest] of activationValues[name] ?? []) {
      const error = Math.abs(applyForm(form, z) - value - rest);
      expect(error / Math.max(1, Math.abs(z)), `φ(${z})`).toBeLessThan(3e-16);
    }
  },
);

test.each(['tanh', 'erf'])('%s keeps its relative accuracy to zero: 1.5e-15', (name) => {
  const form = activationForm(name);
  for (const [z, value, rest] of activationValues[name] ?? [])
    if (z !== 0)
      expect(Math.abs((applyForm(form, z) - value - rest) / value), `φ(${z})`).toBeLessThan(1.5e-15);
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
