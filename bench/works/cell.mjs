import { resolveProbe } from '@widthwise/probes';

/** The networks of every row that has no others: tanh, B inputs of overlap 1 and 0.6. */
export const cellParameters = ({ width, depth, inputs }) => ({
  network: { activation: 'tanh', width, depth, sigmaW: 1.5, sigmaB: 0.05 },
  inputs: {
    ensemble: 'overlaps',
    matrix: Array.from({ length: inputs }, (_, a) =>
      Array.from({ length: inputs }, (_, b) => (a === b ? 1 : 0.6)),
    ),
  },
  sampler: 'gram',
});

/** A cell of 64 hexadecimal digits; another number, other networks. */
export const cellId = (number) => number.toString(16).padStart(16, '0').padEnd(64, '0');

/** A process's turn has a cell of its own, so that no network comes twice. */
export const cellOfTurn = ({ round, process }) => cellId(1 + 2 * round + process);

export const noImages = () => {
  throw new Error('these inputs need no images');
};

/** A probe as a plan names it, with the default of every option. */
export function selectProbe(name) {
  const { version, options } = resolveProbe(name);
  const defaults = Object.entries(options).map(([key, { defaultValue }]) => [key, defaultValue]);
  return { name, version, options: Object.fromEntries(defaults) };
}
