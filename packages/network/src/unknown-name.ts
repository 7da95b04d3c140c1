/** Number of insertions, deletions, substitutions and swaps of neighbours that turn one word into another. */
function editDistance(from: string, to: string): number {
  const width = to.length + 1;
  const table = new Uint32Array((from.length + 1) * width);
  for (let i = 0; i <= from.length; i += 1) table[i * width] = i;
  for (let j = 0; j <= to.length; j += 1) table[j] = j;
  for (let i = 1; i <= from.length; i += 1) {
    for (let j = 1; j <= to.length; j += 1) {
      const at = i * width + j;
      const isSame = from[i - 1] === to[j - 1];
      let best = Math.min(
        table[at - width]! + 1,
        table[at - 1]! + 1,
        table[at - width - 1]! + (isSame ? 0 : 1),
      );
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (isSwap) best = Math.min(best, table[at - 2 * width - 2]! + 1);
      table[at] = best;
    }
  }
  return table[table.length - 1]!;
}

/**
 * The registered name nearest to a misspelt one.
 *
 * @param name - what was asked for.
 * @param registered - candidates.
 * @returns the candidate with the fewest edits, or undefined if none is within two edits or a third of its length.
 *
 * @example
 * nearestName('tahn', ['erf', 'relu', 'tanh']); // => 'tanh'
 */
export function nearestName(name: string, registered: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of registered) {
    const edits = editDistance(name.slice(0, 64).toLowerCase(), candidate.toLowerCase());
    if (edits < fewest && edits <= Math.max(2, Math.floor(candidate.length / 3))) {
      nearest = candidate;
      fewest = edits;
    }
  }
  return nearest;
}

/** A name that no registry holds. */
export class UnknownNameError extends Error {
  readonly code = 'SPEC_UNKNOWN_NAME';

  /**
   * @param kind - what the registry holds, such as "activation".
   * @param name - the name found.
   * @param registered - names the registry holds.
   */
  constructor(kind: string, name: string, registered: readonly string[]) {
    const nearest = nearestName(name, registered);
    const suggestion = nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`;
    super(
      `SPEC_UNKNOWN_NAME: ${kind} ${JSON.stringify(name)} is not registered.${suggestion} Registered: ${registered.join(', ')}.`,
    );
    this.name = 'UnknownNameError';
  }
}
