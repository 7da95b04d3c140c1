import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pageFaults, readRows, renderPage } from './page.mjs';

const said = (message, file = 'packages/theory/src/chi1.test.ts') =>
  JSON.stringify({ file, test: 'χ₁', message });

describe('the page of accuracies', () => {
  let folder = '';
  const rowsOf = (...lines) => {
    const file = join(folder, 'rows');
    writeFileSync(file, `${lines.join('\n')}\n`);
    return readRows(file);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'accuracy-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const relu = said('χ₁, relu | closed form | σ_w ≤ 3 | 1.0e-14 | Schoenholz et al. 2017');
  const tanh = said('χ₁, tanh | quadrature | q ≤ 10 | 2.0e-14 relative | Schoenholz et al. 2017');

  it('has no fault against the run that wrote it', () => {
    const { rows, faults } = rowsOf(tanh, relu);
    expect(faults).toEqual([]);
    expect(pageFaults(renderPage(rows), rows)).toEqual([]);
  });

  it('tells lines that only one of page and run has', () => {
    const page = renderPage(rowsOf(relu).rows);
    expect(pageFaults(page, rowsOf(relu, tanh).rows)).toEqual([expect.stringContaining('lacks "χ₁, tanh')]);
    expect(pageFaults(page, [])).toEqual([expect.stringContaining('which no test says')]);
  });

  it('accepts an error of another machine and tells one that grew tenfold', () => {
    const page = renderPage(rowsOf(relu).rows);
    const again = (error) => rowsOf(relu.replace('1.0e-14', error)).rows;
    expect(pageFaults(page, again('8.0e-14'))).toEqual([]);
    const rounded = renderPage(again('0'));
    expect(pageFaults(rounded, again('3.0e-16'))).toEqual([]);
    expect(pageFaults(page, again('2.0e-13'))).toEqual([expect.stringContaining('the page says 1.0e-14')]);
  });

  it('refuses a line that lacks a field', () => {
    expect(rowsOf(said('χ₁ | closed form | 1e-15')).faults).toHaveLength(1);
  });
});
