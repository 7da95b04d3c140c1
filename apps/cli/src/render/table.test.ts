import { expect, test } from 'vitest';
import { plainText, visibleWidth } from './style.ts';
import { renderFacts, renderTable } from './table.ts';

test('columns are aligned, numbers to the right', () => {
  const rows = [
    { name: 'a', count: 1 },
    { name: 'long name', count: 1000 },
  ];
  const table = renderTable(
    [
      { title: 'name', text: (row) => row.name },
      { title: 'count', align: 'right', text: (row) => String(row.count) },
    ],
    rows,
  );
  expect(table.split('\n').slice(1)).toEqual(['a              1', 'long name   1000']);
});

test('colours take no room', () => {
  expect(visibleWidth('\u001b[31mred\u001b[39m')).toBe(3);
});

test('text of others cannot steer the terminal', () => {
  expect(plainText('a\u001b[2Jb\nc')).toBe('a [2Jb c');
});

test('facts are aligned under each other', () => {
  const lines = renderFacts([
    ['a', '1'],
    ['bcd', '2'],
  ]).split('\n');
  expect(lines.map(visibleWidth)).toEqual([6, 6]);
});
