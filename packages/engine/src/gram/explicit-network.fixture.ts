import { type Architecture, layerScalings, layerWidths, resolveActivation } from '@widthwise/network';
import { normals, purposes } from '@widthwise/random';

type Vector = Float64Array;

/** What one network shows in its last layer: lengths of two inputs, their overlap, fourth power sum and gain of the first, its tangent. */
export interface Observed {
  readonly q: number;
  readonly overlap: number;
  readonly fourth: number;
  /** ‖∂h^L/∂h^1 u‖²/N_L for a standard normal u. */
  readonly tangent: number;
  /** (σ_w²/N_L) ‖∂y^L/∂h^L‖_F² + μ². */
  readonly gain: number;
}

const dot = (x: Vector, y: Vector): number => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
const meanOf = (x: Vector): number => x.reduce((sum, value) => sum + value, 0) / x.length;

/** Rows of a Haar matrix of size m: Gram–Schmidt on rows of normals, twice for accuracy. */
function haarRows(rows: readonly Vector[]): Vector[] {
  const done: Vector[] = [];
  for (const row of rows) {
    const x = row.slice();
    for (const earlier of [...done, ...done]) {
      const along = dot(x, earlier);
      for (let i = 0; i < x.length; i++) x[i]! -= along * earlier[i]!;
    }
    const norm = Math.sqrt(dot(x, x));
    done.push(x.map((value) => value / norm));
  }
  return done;
}

/** The next layer's input y and its derivative along u, by the definition of each layer normalization. */
function respond(architecture: Architecture, h: Vector) {
  const { phi, dphi } = resolveActivation(architecture);
  const normalize = (v: Vector) => {
    const mean = meanOf(v);
    const sd = Math.sqrt(meanOf(v.map((value) => (value - mean) ** 2)));
    const x = v.map((value) => (value - mean) / sd);
    const along = (u: Vector): Vector => {
      const xu = dot(x, u) / x.length;
      const m = meanOf(u);
      return u.map((value, i) => (value - m - x[i]! * xu) / sd);
    };
    return { x, along };
  };
  if (architecture.normalization === 'preactivation') {
    const { x, along } = normalize(h);
    return { y: x.map(phi), along: (u: Vector) => along(u).map((value, i) => value * dphi(x[i]!)) };
  }
  const pointwise = (u: Vector): Vector => u.map((value, i) => value * dphi(h[i]!));
  if (architecture.normalization === undefined) return { y: h.map(phi), along: pointwise };
  const { x, along } = normalize(h.map(phi));
  return { y: x, along: (u: Vector) => along(pointwise(u)) };
}

/** ‖∂y/∂h‖_F² by all N unit vectors. */
function squaredNorm(width: number, along: (u: Vector) => Vector): number {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const column = along(new Float64Array(width).fill(1, j, j + 1));
    sum += dot(column, column);
  }
  return sum;
}

/** A network with every weight drawn, pushed forward with one tangent of the first input from layer 1 on. */
export function explicitNetwork(
  architecture: Architecture,
  inputs: readonly Vector[],
  network: number,
): Observed {
  const { sigmaW, sigmaB, skip = 0, depth } = architecture;
  const widths = layerWidths(architecture);
  const scalings = layerScalings(architecture, inputs[0]!.length);
  const draw = (layer: number, column: number, length: number): Vector => {
    const out = new Float64Array(length);
    normals([5, 6], { network, layer, purpose: purposes.denseWeights, column }, out);
    return out;
  };
  let y = inputs;
  let h: Vector[] = [];
  let d: Vector | undefined;
  let u: Vector | undefined;
  for (let layer = 1; layer <= depth; layer++) {
    const fanIn = y[0]!.length;
    const width = widths[layer - 1]!;
    const isHaar = architecture.weights === 'orthogonal';
    const most = Math.max(fanIn, width);
    const drawn = Array.from({ length: isHaar ? most : width }, (_, i) =>
      draw(layer, i, isHaar ? most : fanIn),
    );
    const weights = isHaar ? haarRows(drawn) : drawn;
    const scale = Math.sqrt(scalings[layer - 1]!.weightVariance * (isHaar ? most : 1));
    const biases = draw(layer, 0xffff, width);
    const apply = (v: Vector): Vector =>
      Float64Array.from({ length: width }, (_, i) => scale * dot(v, weights[i]!.subarray(0, fanIn)));
    const before = h;
    h = y.map((v, a) =>
      apply(v).map(
        (value, i) =>
          value + sigmaB * biases[i]! + (before.length > 0 && skip !== 0 ? skip * before[a]![i]! : 0),
      ),
    );
    const carried = u;
    u =
      d === undefined || carried === undefined
        ? draw(layer, 0xfffe, width)
        : apply(d).map((value, i) => value + (skip === 0 ? 0 : skip * carried[i]!));
    const responses = h.map((v) => respond(architecture, v));
    y = responses.map((response) => response.y);
    d = responses[0]!.along(u);
  }
  const [a = new Float64Array(), b = new Float64Array()] = h;
  const width = a.length;
  return {
    q: dot(a, a) / width,
    overlap: dot(a, b) / width,
    fourth: a.reduce((sum, value) => sum + value ** 4, 0) / width,
    tangent: dot(u!, u!) / width,
    gain: (sigmaW ** 2 / width) * squaredNorm(width, respond(architecture, a).along) + skip ** 2,
  };
}
