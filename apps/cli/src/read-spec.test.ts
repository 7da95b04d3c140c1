import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsageError } from './errors.ts';
import { parseSpecText, readSpecFile } from './read-spec.ts';

test('YAML has the types of JSON and no others', () => {
  const text =
    'a: 1.5\nb: 1e-3\nc: tanh\nd: true\ne: [1, 2]\nf: 017\ng: 0x10\nh: .nan\ni: 2020-01-01\nj: yes\nk: 1e400\n';
  expect(parseSpecText(text, 'x.yaml')).toEqual({
    a: 1.5,
    b: 0.001,
    c: 'tanh',
    d: true,
    e: [1, 2],
    f: '017',
    g: '0x10',
    h: '.nan',
    i: '2020-01-01',
    j: 'yes',
    k: '1e400',
  });
});

test('JSON is YAML', () => {
  expect(parseSpecText('{"name": "x", "network": {"width": [1, 2]}}', 'x.json')).toEqual({
    name: 'x',
    network: { width: [1, 2] },
  });
});

test.each([
  ['an alias', 'a: &x 1\nb: *x', /x.yaml:1: anchors are not accepted/],
  ['an alias without anchor', 'a: 1\nb: *x', /x.yaml:2: aliases are not accepted/],
  ['a tag', 'a: 1\nb: !!str 1', /x.yaml:2: tags are not accepted/],
  ['a merge key', 'a:\n  <<: {b: 1}', /merge keys/],
  ['a key given twice', 'a: 1\na: 2', /x.yaml:2: duplicated mapping key/],
  ['two documents', 'a: 1\n---\nb: 2', /one document/],
  ['an unfinished list', 'a: [1, 2', /x.yaml:1/],
  ['a tab for indentation', 'a:\n\tb: 1', /x.yaml:2/],
  ['deep nesting', '['.repeat(200), /x.yaml/],
  ['more than 64 KB', `a: ${'x'.repeat(70_000)}`, /SPEC_TOO_LARGE/],
])('%s is refused with file and reason', (_, text, reason) => {
  expect(() => parseSpecText(text, 'x.yaml')).toThrow(UsageError);
  expect(() => parseSpecText(text, 'x.yaml')).toThrow(reason);
});

test('a file that is not there is a fault of usage', () => {
  expect(() => readSpecFile('/nonexistent/spec.yaml')).toThrow(
    /SPEC_FILE: \/nonexistent\/spec.yaml cannot be read \(ENOENT\)/,
  );
});

test('whatever the text, the answer is a value or a fault of usage', () => {
  const pieces = fc.array(
    fc.constantFrom(
      'a',
      ': ',
      '\n',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '&x ',
      '*x',
      '!t ',
      '"',
      "'",
      '|',
      '>',
      '#',
      '---\n',
      '  ',
      '1',
      '~',
      '?',
      '<<',
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 80 }),
        pieces.map((list) => list.join('')),
      ),
      (text) => {
        try {
          parseSpecText(text, 'x.yaml');
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      },
    ),
    { seed: 9, numRuns: 1000 },
  );
});
