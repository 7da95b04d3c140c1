import type { FeatureRequest } from '@widthwise/probes';
import { expect, it } from 'vitest';
import { everythingOfWeights, taskOfCase } from './dense-cases.ts';
import { requireTask } from './require-task.ts';

const base = { activation: 'tanh', width: 4, depth: 3, sigmaW: 1, sigmaB: 0, first: 0, count: 1 };
const taskOf = (features: Partial<FeatureRequest>) =>
  taskOfCase({ ...base, features: { ...everythingOfWeights, ...features } });

it('a task that asks for what its inputs and layers have is taken', () => {
  expect(() => requireTask(taskOf({}))).not.toThrow();
});

const faults: readonly (readonly [string, Partial<FeatureRequest>])[] = [
  ['probedInputs must be at most 2, got 3.', { probedInputs: 3 }],
  ['ntkInputs must be at most 2, got 5.', { ntkInputs: 5 }],
  [
    'tangents.starts must be layers 1…3, ascending, got 2,1.',
    { tangents: { starts: [2, 1], directions: 1 } },
  ],
  ['tangents.starts must be layers 1…3, ascending, got 4.', { tangents: { starts: [4], directions: 1 } }],
  ['tangents.starts must be layers 1…3, ascending, got 0.', { tangents: { starts: [0], directions: 1 } }],
  ['tangents.directions must be a positive integer, got 0.', { tangents: { starts: [1], directions: 0 } }],
];
it.each(faults)('%s', (message, features) => {
  expect(() => requireTask(taskOf(features))).toThrow(new RangeError(message));
});

it('inputs without their vectors are refused: explicit weights need them', () => {
  const task = taskOf({});
  const inputs = { ...task.inputs, vectors: new Float64Array() };
  expect(() => requireTask({ ...task, inputs })).toThrow('inputs.vectors must hold 2 × 2 numbers, got 0.');
});
