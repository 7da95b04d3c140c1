import { expect, test } from 'vitest';
import { parseAddition } from './extend.ts';

test('an addition names an axis and the values to add, numbers or names', () => {
  expect(parseAddition('network.width=+8192')).toEqual({ axis: 'network.width', values: [8192] });
  expect(parseAddition('width=+512, 1024')).toEqual({ axis: 'width', values: [512, 1024] });
  expect(parseAddition('correlation=+-0.5,1e-3')).toEqual({ axis: 'correlation', values: [-0.5, 0.001] });
  expect(parseAddition('activation=+erf')).toEqual({ axis: 'activation', values: ['erf'] });
});

test('anything else is refused with an example: a value that replaces, an empty one, no axis', () => {
  for (const text of ['width=8192', 'width=+', 'width=+8,', '=+8', 'width', '__proto__'])
    expect(() => parseAddition(text), text).toThrow(/^EXTENSION: .*network\.width=\+8192/);
});
