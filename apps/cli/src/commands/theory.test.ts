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

const json = (...options: string[]) => JSON.parse(theory(...options, '--json'));

test('layers of a homogeneous φ: χ_J = σ_w²/2 at every length, and J its powers', () => {
  const { layers } = json('relu', '--sigma-w2', '3', '--depth', '4');
  for (const { layer, jacobianGain, partialJacobianNorm } of layers) {
    expect(partialJacobianNorm).toBeCloseTo(1.5 ** (layer - 1), 12);
    if (layer < 4) expect(jacobianGain).toBeCloseTo(1.5, 13);
    else expect(jacobianGain).toBeUndefined();
  }
});

test('the tangent kernel of a linear network is L σ_w^{2L} times the overlap, in equal parts', () => {
  const overlaps = '[[1,0.5],[0.5,1]]';
  const { ntk, layers } = json(
    'linear',
    '--sigma-w2',
    '1.2',
    '--depth',
    '3',
    '--ntk',
    '--overlaps',
    overlaps,
  );
  for (const [a, b, overlap] of [
    [0, 0, 1],
    [0, 1, 0.5],
  ] as const) {
    expect(ntk[a][b]).toBeCloseTo(3 * 1.2 ** 3 * overlap, 12);
    for (const { ntkContribution } of layers)
      expect(ntkContribution[a][b]).toBeCloseTo(1.2 ** 3 * overlap, 12);
  }
  expect(json('linear', '--sigma-w2', '1.2', '--depth', '3')).not.toHaveProperty('ntk');
});

test('a skip adds μ² to χ_J, and normalized postactivations hold the length', () => {
  const plain = json('relu', '--sigma-w2', '2', '--depth', '3');
  const skipped = json('relu', '--sigma-w2', '2', '--depth', '3', '--skip', '0.5');
  expect(skipped.layers[0].jacobianGain - plain.layers[0].jacobianGain).toBeCloseTo(0.25, 13);
  expect(skipped).not.toHaveProperty('xiC');
  const normalized = json('tanh', '--sigma-w2', '2', '--depth', '3', '--normalization', 'postactivation');
  for (const { kernel } of normalized.layers) expect(kernel[0][0]).toBeCloseTo(2, 12);
  // None written and none meant are the same network.
  expect(json('relu', '--sigma-w2', '2', '--depth', '3', '--skip', '0')).toEqual(plain);
});

test('the table has a line a layer, with the tangent kernel only where it is asked for', () => {
  const plain = theory('tanh', '--sigma-w2', '1.5', '--sigma-b2', '0.05', '--depth', '2');
  expect(plain).toMatch(/^layer +q_11 +χ_J +J from layer 1$/m);
  expect(plain).not.toContain('Θ');
  const asked = theory('tanh', '--sigma-w2', '1.5', '--depth', '2', '--ntk');
  expect(asked).toMatch(/adds to Θ_11$/m);
  expect(asked).toMatch(/^Θ_11 of layer 2: [\d.]+ \(NTK parameterization\)$/m);
  expect(theory('relu', '--sigma-w2', '2', '--depth', '2', '--overlaps', '[[0]]')).toMatch(/^ +1 +0 +– +–$/m);
});

test.each([
  ['a kernel without layers', ['--ntk'], /SPEC_MISSING: --ntk needs --depth/],
  ['a skip without layers', ['--skip', '1'], /SPEC_MISSING: --skip and --normalization need --depth/],
  ['a skip that is none', ['--skip', 'x'], /SPEC_RANGE: --skip must be a number, got x/],
  [
    'an unknown normalization',
    ['--normalization', 'batch'],
    /SPEC_UNKNOWN_NAME: --normalization must be .* batch/,
  ],
])('%s is refused', (_, options, reason) => {
  expect(() => theory('tanh', '--sigma-w', '1', ...options)).toThrow(reason);
});
