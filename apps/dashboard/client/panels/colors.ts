/** Colours for an ordered choice of cells: dark blue (smallest σ_w) to orange (largest), legible on white. */
const STOPS = ['#1f3a5f', '#2f6b9a', '#3a9d8f', '#7fae3f', '#d99a2b', '#c8502b'] as const;

export function colorsFor(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const position = count === 1 ? 0 : (index * (STOPS.length - 1)) / (count - 1);
    return STOPS[Math.round(position)] ?? STOPS[0];
  });
}

/** At most this many cells are drawn together. */
export const MAXIMUM_CURVES = STOPS.length;
