import { expect, test } from 'vitest';
import { remainingSeconds, renderBar, renderProgress } from './progress-line.ts';
import { visibleWidth } from './style.ts';

const progress = { networksDone: 100, networksTotal: 1000, workDone: 0.3, workTotal: 1, failedShards: 0 };

test('the time left follows the work done since the watching began, not the count of networks', () => {
  expect(
    remainingSeconds(progress, { elapsedSeconds: 10, networksAtStart: 0, workAtStart: 0.1 }),
  ).toBeCloseTo(35, 9);
  expect(
    remainingSeconds(progress, { elapsedSeconds: 10, networksAtStart: 100, workAtStart: 0.3 }),
  ).toBeUndefined();
});

test('a bar has its width at every share', () => {
  for (let share = 0; share <= 1; share += 1 / 97) expect(renderBar(share, 20)).toHaveLength(20);
  expect(renderBar(1, 4)).toBe('████');
  expect(renderBar(0, 4)).toBe('░░░░');
});

test('the line fits its terminal', () => {
  const pace = { elapsedSeconds: 10, networksAtStart: 0, workAtStart: 0 };
  for (const columns of [70, 80, 120])
    expect(visibleWidth(renderProgress(progress, pace, columns))).toBeLessThanOrEqual(columns);
});

test('with everything computed the line says that results are merged', () => {
  const done = { ...progress, networksDone: 1000, workDone: 1 };
  expect(renderProgress(done, { elapsedSeconds: 10, networksAtStart: 0, workAtStart: 0 }, 100)).toContain(
    'merging',
  );
});
