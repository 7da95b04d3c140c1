import { UnknownNameError } from '@widthwise/network';
import { expect, test } from 'vitest';
import { experiments, resolveExperiment } from './registry.ts';

test('every experiment is registered under the name it stores', () => {
  for (const [name, experiment] of Object.entries(experiments)) {
    expect(resolveExperiment(name)).toBe(experiment);
    expect(experiment.name).toBe(name);
    expect(experiment.version).toBeGreaterThan(0);
  }
});

test('an unknown name is refused with the nearest registered one', () => {
  expect(() => resolveExperiment('propogate')).toThrow(UnknownNameError);
  expect(() => resolveExperiment('propogate')).toThrow('Did you mean "propagate"?');
  expect(() => resolveExperiment('toString')).toThrow(UnknownNameError);
});
