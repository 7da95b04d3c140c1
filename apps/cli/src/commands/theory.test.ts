import { Command } from 'commander';
import { expect, test, vi } from 'vitest';
import { addTheory } from './theory.ts';

/** Standard output of `theory` with these options. */
function theory(...options: string[]): string {
  let out = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    const program = new Command();
    addTheory(program);
    program.parse(['theory', '--activation', ...options], { from: 'user' });
    return out;
  } finally {
    spy.mockRestore();
  }
}

test.each([
  ['relu', '2', '0', 1],
  ['relu', '2', '0.1', 1],
  ['relu', '3', '0', 1.5],
  ['relu', '1', '0', 0.5],
  ['linear', '1', '0', 1],
])('χ₁ of %s at σ_w² = %s, σ_b² = %s knows no length', (activation, sigmaW2, sigmaB2, expected) => {
  const phase = JSON.parse(theory(activation, '--sigma-w2', sigmaW2, '--sigma-b2', sigmaB2, '--json'));
  expect(phase.chi1).toBeCloseTo(expected, 14);
});

test('relu is critical at σ_w² = 2, where every length is a fixed point, and unbounded beyond', () => {
  const critical = theory('relu', '--sigma-w2', '2');
  expect(critical).toMatch(/^phase +critical$/m);
  expect(critical).toMatch(/^χ₁ +1\.0+ /m);
  const growing = theory('relu', '--sigma-w2', '3');
  expect(growing).toMatch(/^phase +unbounded/m);
  expect(growing).toMatch(/^χ₁ +1\.50+ /m);
});
