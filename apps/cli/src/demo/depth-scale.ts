/** A layer's decorrelation 1 − c, one-based and in order, with its standard error over networks. */
export interface LayerValue {
  readonly layer: number;
  readonly value: number;
  readonly standardError: number;
}

/** A depth scale in layers, and the two layers it was read from. */
export interface MeasuredScale {
  readonly value: number;
  readonly standardError: number;
  readonly from: number;
  readonly to: number;
}

/** Distances from the fixed point below this many standard errors are noise and end the decay. */
const SIGNAL = 5;
const FEWEST_LAYERS = 3;

/** ξ of an exponential decay that takes a distance `near` to `far` in a number of layers. */
const scaleOf = (layers: number, near: number, far: number): number => layers / Math.log(near / far);

/**
 * Depth scale from the decay of 1 − c towards its fixed point, over the later half of the layers in which it stands
 * out of the noise:
 *
 *   ξ = (l₂ − l₁) / ln(δ₁/δ₂),   δ = |(1 − c_l) − (1 − c*)|,   l₁ halfway to l₂
 *
 * @param layers - of one grid point, ascending, from where the lengths have settled.
 * @param fixedPoint - 1 − c* to which the decay goes.
 * @returns undefined where the decay cannot be seen over at least three layers, or the distance does not shrink.
 *
 * Standard error: by the delta method, the two layers taken as independent. They are positively correlated, so that
 * it is an upper bound.
 */
export function measureDepthScale(
  layers: readonly LayerValue[],
  fixedPoint: number,
): MeasuredScale | undefined {
  const distances = layers.map(({ layer, value, standardError }) => ({
    layer,
    distance: value - fixedPoint,
    standardError,
  }));
  const sign = Math.sign(distances[0]?.distance ?? 0);
  const noise = distances.findIndex(
    ({ distance, standardError }) => sign * distance < SIGNAL * standardError || sign === 0,
  );
  const seen = noise < 0 ? distances : distances.slice(0, noise);
  const last = seen.at(-1);
  if (last === undefined || seen.length < FEWEST_LAYERS) return undefined;
  const first = seen[Math.ceil(seen.length / 2) - 1];
  if (first === undefined || Math.abs(first.distance) <= Math.abs(last.distance)) return undefined;
  const value = scaleOf(last.layer - first.layer, Math.abs(first.distance), Math.abs(last.distance));
  const relative = Math.hypot(first.standardError / first.distance, last.standardError / last.distance);
  return {
    value,
    standardError: ((value * value) / (last.layer - first.layer)) * relative,
    from: first.layer,
    to: last.layer,
  };
}

/** The same reading of a trajectory without noise, such as theory's own, between the same two layers. */
export function depthScaleBetween(
  layers: ReadonlyMap<number, number>,
  fixedPoint: number,
  window: { readonly from: number; readonly to: number },
): number | undefined {
  const near = Math.abs((layers.get(window.from) ?? Number.NaN) - fixedPoint);
  const far = Math.abs((layers.get(window.to) ?? Number.NaN) - fixedPoint);
  return near > far ? scaleOf(window.to - window.from, near, far) : undefined;
}
