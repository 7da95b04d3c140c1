import { expect, test } from 'vitest';
import { views } from './registry.ts';

const FIRST =
  'sweep cell experiment activation width depth sigma_w sigma_b quantity layer step input_a input_b'.split(
    ' ',
  );
const LAST = ['value', 'standard_error', 'networks', 'prediction', 'residual'];
const ESTIMATES = [
  'correlation_map',
  'estimates',
  'gaussianity',
  'length_map',
  'overlaps',
  'phase_diagram',
  'relative_entropy_trajectories',
  'theory_residuals',
] as const;

test.each(ESTIMATES)(
  '%s begins with the cell and the key and ends with value, error, networks, theory and residual',
  (name) => {
    const columns = views[name].columns.map(([column]) => column);
    expect(columns.slice(0, FIRST.length)).toEqual(FIRST);
    expect(columns.slice(-LAST.length)).toEqual(LAST);
  },
);

test('no view names a column twice, and every view and column says what it is', () => {
  for (const view of Object.values(views)) {
    const columns = view.columns.map(([column]) => column);
    expect(new Set(columns).size).toBe(columns.length);
    for (const text of [view.comment, ...view.columns.map(([, comment]) => comment)])
      expect(text).toMatch(/\w{3}.*\.$/);
  }
});
