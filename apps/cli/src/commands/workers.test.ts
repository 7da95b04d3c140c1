import { expect, test } from 'vitest';
import { machineOf } from './workers.ts';

test('the machine of a worker is its name without the process; a name of its own stays', () => {
  expect(['host-123', 'gpu-box-2-77', 'mine', 'a-b'].map(machineOf)).toEqual([
    'host',
    'gpu-box-2',
    'mine',
    'a-b',
  ]);
});
