import type { Statistics } from '@widthwise/stats';

/** Networks in a reservoir, a uniform sample of all, and what it keeps of each. */
export interface ReservoirSample {
  readonly networks: number;
  /** Value `index` of the first so many networks. */
  column(index: number, most?: number): Float64Array;
}

/** Reads the reservoir of merged statistics whose rows keep so many values. */
export function reservoirSample({ reservoir }: Statistics, values: number): ReservoirSample {
  const stride = values + 2;
  const networks = reservoir.length / stride;
  return {
    networks,
    column(index, most = networks) {
      const out = new Float64Array(Math.min(most, networks));
      for (let row = 0; row < out.length; row++) out[row] = reservoir[row * stride + 2 + index]!;
      return out;
    },
  };
}
