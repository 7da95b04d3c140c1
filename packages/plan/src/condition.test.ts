import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds, parseCondition } from './condition.ts';

const paths = ['network.activation', 'network.width', 'network.depth', 'network.sigmaW'];
const isNamed = (path: string) => path === 'network.activation';
const point = new Map<string, number | string>([
  ['network.activation', 'leaky-relu'],
  ['network.width', 64],
  ['network.depth', 16],
]);

function evaluate(text: string): boolean | string {
  const condition = parseCondition(text, paths, isNamed);
  if ('rule' in condition) return condition.rule;
  if ('unknownName' in condition) return `unknown ${condition.unknownName}`;
  return holds(condition, point);
}

test.each([
  ['width >= 64', true],
  ['width > 64', false],
  ['depth <= 0.25 * width', true],
  ['0.5*network.width == 32', true],
  ['activation == leaky-relu', true],
  ['activation != leaky-relu', false],
  ['relu == activation', false],
  ['width == 64 and depth == 17', false],
  ['width == 64 and depth == 16', true],
  ['sigmaW > 0', false],
])('"%s" is %s at the point', (text, expected) => {
  expect(evaluate(text)).toBe(expected);
});

test.each([
  ['width', /must be a comparison/],
  ['widht > 3', /unknown widht/],
  ['3 < 4', /at least one axis/],
  ['width == relu', /unknown relu/],
  ['activation < relu', /by == or !=/],
  ['activation == 3', /by == or !=/],
  ['width + 1 > 3', /must compare/],
  ['2 * widht > 3', /unknown widht/],
])('"%s" is refused with the reason', (text, reason) => {
  expect(String(evaluate(text))).toMatch(reason);
});

test('reading a condition never throws', () => {
  const pieces = fc.array(
    fc.constantFrom('width', 'and', '<=', '==', '*', '0.5', 'tanh', ' ', '(', '1e5', '-'),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 60 }),
        pieces.map((list) => list.join(' ')),
      ),
      (text) => {
        parseCondition(text, paths, isNamed);
      },
    ),
    { seed: 6, numRuns: 500 },
  );
});
