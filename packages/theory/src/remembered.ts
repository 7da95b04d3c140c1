import type { Activation } from '@widthwise/network';

/** Lengths remembered per φ: every layer of a deep network, of a few inputs of different norm. */
const MOST = 2048;

/**
 * A function of φ and a length that remembers its last 2,048 lengths per φ, since all inputs of one norm, all
 * their pairs and all layers at a fixed point ask for the same ones.
 *
 * @param compute - pure.
 * @returns the same function.
 */
export function rememberedByLength<T>(
  compute: (activation: Activation, q: number) => T,
): (activation: Activation, q: number) => T {
  const known = new WeakMap<Activation, Map<number, T>>();
  return (activation, q) => {
    const values = known.get(activation) ?? new Map<number, T>();
    if (values.size === 0) known.set(activation, values);
    const found = values.get(q);
    // That there is no value is remembered too.
    if (found !== undefined || values.has(q)) return found as T;
    const value = compute(activation, q);
    if (values.size >= MOST) {
      // A map lists its keys in the order in which they came.
      for (const oldest of values.keys()) {
        values.delete(oldest);
        break;
      }
    }
    values.set(q, value);
    return value;
  };
}
