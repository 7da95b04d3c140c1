/** Sum of the rates of processes that worked at the same time. */
const rateOf = (answers) => answers.reduce((sum, { units, seconds }) => sum + units / seconds, 0);

/**
 * Turns of both sides in alternation, so that whatever else the machine does meets both.
 *
 * @param {Record<string, { ask: Function, versions: object }>} sides
 * @param {(name: string) => object} requestOf what a side is asked
 * @param {{ rounds: number, seconds: number }} settings
 * @returns {Promise<Record<string, { rates: number[], answers: object[] }>>} units per second of each round
 */
export async function alternate(sides, requestOf, { rounds, seconds }) {
  const results = {};
  for (const [name, side] of Object.entries(sides)) {
    results[name] = { rates: [], answers: [] };
    // Compilers and caches get a turn that does not count.
    await side.ask({ ...requestOf(name), round: 0, seconds: Math.min(1, seconds) });
  }
  for (let round = 1; round <= rounds; round++) {
    for (const [name, side] of Object.entries(sides)) {
      const answers = await side.ask({ ...requestOf(name), round, seconds });
      results[name].rates.push(rateOf(answers));
      results[name].answers.push(...answers);
    }
  }
  return results;
}

const sorted = (values) => [...values].sort((a, b) => a - b);

/** Of an even number of values the upper one of the two in the middle. */
export const median = (values) => sorted(values)[values.length >> 1];

/** The side with the highest median rate. */
export const fastest = (results, names) =>
  names.reduce((best, name) => (median(results[name].rates) > median(results[best].rates) ? name : best));

/** Round by round, so that a slow moment of the machine stays in its round. */
export const ratios = (numerators, denominators) => numerators.map((value, i) => value / denominators[i]);
