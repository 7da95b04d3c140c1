import { resolveInputs } from '@widthwise/network';
import { conflict, type Fault, ruleFault } from './fault.ts';
import type { WrittenLeaf } from './written-leaf.ts';

/** Images of each MNIST split. */
const MNIST_IMAGES: ReadonlyMap<unknown, number> = new Map([
  ['train', 60_000],
  ['test', 10_000],
]);

/** Every list that a leaf of lists has, with its path. */
function listsOf(
  leaves: readonly WrittenLeaf[],
  path: string,
): { readonly where: string; readonly list: readonly unknown[] }[] {
  const leaf = leaves.find((candidate) => candidate.path === path);
  return (leaf?.values ?? []).flatMap((list, i) =>
    Array.isArray(list) ? [{ where: leaf?.isSwept ? `${path}.list[${i}]` : path, list }] : [],
  );
}

function imageFaults(leaves: readonly WrittenLeaf[]): Fault[] {
  const split = leaves.find(({ path }) => path === 'inputs.split')?.values[0];
  const images = MNIST_IMAGES.get(split);
  if (images === undefined) return [];
  return listsOf(leaves, 'inputs.indices').flatMap(({ where, list }) =>
    list.flatMap((index, i) =>
      typeof index === 'number' && index >= images
        ? [
            ruleFault(
              'SPEC_RANGE',
              `${where}[${i}]`,
              `must be an image index from 0 to ${images - 1} for split ${split}`,
              index,
            ),
          ]
        : [],
    ),
  );
}

const isNumberRow = (row: unknown): row is readonly number[] =>
  Array.isArray(row) && row.every((entry) => typeof entry === 'number');

/** Overlap matrices that no vectors have, such as one with a negative eigenvalue. */
function matrixFaults(leaves: readonly WrittenLeaf[]): Fault[] {
  return listsOf(leaves, 'inputs.matrix').flatMap(({ where, list }) => {
    try {
      resolveInputs({ ensemble: 'overlaps', matrix: list.filter(isNumberRow) }, [0, 0], () => {
        throw new TypeError('overlaps need no images.');
      });
      return [];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const message = error.message.replace(/^SPEC_RANGE: inputs(\.matrix)?/, where);
      return [{ code: 'SPEC_RANGE' as const, path: where, message }];
    }
  });
}

/** Rules between the leaves of `inputs`, as far as they can be read, and within those that are lists. */
export function inputFaults(
  written: Readonly<Record<string, unknown>>,
  leaves: readonly WrittenLeaf[],
): Fault[] {
  const isChosenTwice =
    written.ensemble === 'mnist' && written.indices !== undefined && written.classes !== undefined;
  return [
    ...(isChosenTwice
      ? [conflict('inputs.classes', 'and inputs.indices both choose images. Leave one out.')]
      : []),
    ...imageFaults(leaves),
    ...matrixFaults(leaves),
  ];
}
