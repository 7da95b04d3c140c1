import type { PropagateTask } from '@widthwise/experiments';

/**
 * Refuses what a task cannot mean, before a number is drawn.
 *
 * @throws RangeError naming what is out of range.
 */
export function requireTask({ architecture, inputs, features }: PropagateTask): void {
  const { count, dimension, vectors } = inputs;
  if (vectors.length !== count * dimension)
    throw new RangeError(`inputs.vectors must hold ${count} × ${dimension} numbers, got ${vectors.length}.`);
  const { probedInputs, ntkInputs = 0, tangents } = features;
  for (const [name, asked] of Object.entries({ probedInputs, ntkInputs }))
    if (asked > count) throw new RangeError(`${name} must be at most ${count}, got ${asked}.`);
  const { starts, directions } = tangents ?? { starts: [], directions: 1 };
  const isAscending = starts.every((start, i) => start > (starts[i - 1] ?? 0) && start <= architecture.depth);
  if (!isAscending || !starts.every(Number.isInteger))
    throw new RangeError(
      `tangents.starts must be layers 1…${architecture.depth}, ascending, got ${starts.join()}.`,
    );
  if (!Number.isInteger(directions) || directions < 1)
    throw new RangeError(`tangents.directions must be a positive integer, got ${directions}.`);
}
