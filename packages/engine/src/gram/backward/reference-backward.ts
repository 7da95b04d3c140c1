import { normals, purposes } from '@widthwise/random';
import { PANEL } from '../kernel/addresses.ts';
import { applyForm, applySlope } from '../reference-activation.ts';
import { factorize, sumOverNeurons } from '../reference-sums.ts';
import type { StoredLayer } from '../stored-layer.ts';
import type { BackwardMachine, BackwardProblem, BackwardStep } from './backward-machine.ts';
import { matrixOf, solveRight, subtractProduct } from './reference-matrices.ts';

type Columns = readonly Float64Array[];

/** A layer on its way from preactivations to what the next weights see, by input. */
interface LayerValues {
  readonly preactivations: Columns;
  readonly activations: Columns;
  /** φ′ where φ was taken. */
  readonly slopes: Columns;
  /** Layer normalization's results and the inverse deviations that it multiplied by. */
  readonly normalized: Columns;
  readonly inverseDeviations: readonly number[];
}

const dot = (x: Float64Array, y: Float64Array): number => sumOverNeurons(x.length, (n) => x[n]! * y[n]!);

const multiply = (x: Float64Array, y: Float64Array): Float64Array => x.map((value, n) => value * y[n]!);

/** Signal before layer normalization: (u − mean u − x mean(x u)) / deviation, x the normalized values. */
function beforeNormalization(u: Float64Array, x: Float64Array, inverseDeviation: number): Float64Array {
  const mean = sumOverNeurons(u.length, (n) => u[n]!) / u.length;
  const slope = dot(u, x) / u.length;
  return u.map((value, n) => (value - mean - x[n]! * slope) * inverseDeviation);
}

/** The first Q inputs' values in a layer kept with `stride` columns a panel. */
function readLayer(
  { signalInputs, form, normalization }: BackwardProblem,
  stored: StoredLayer,
  stride: number,
  width: number,
): LayerValues {
  const inputs = Array.from({ length: signalInputs }, (_, a) => a);
  const preactivations = inputs.map((a) =>
    Float64Array.from(
      { length: width },
      (_, n) => stored.preactivations[(Math.floor(n / PANEL) * stride + a) * PANEL + (n % PANEL)]!,
    ),
  );
  const normalize = (values: Float64Array, a: number): Float64Array =>
    values.map((v) => (v - stored.normalization[2 * a]!) * stored.normalization[2 * a + 1]!);
  const before = normalization === 'preactivation' ? preactivations.map(normalize) : preactivations;
  const after = before.map((z) => z.map((value) => applyForm(form, value)));
  const activations = normalization === 'postactivation' ? after.map(normalize) : after;
  return {
    preactivations,
    activations,
    slopes: before.map((z) => z.map((value) => applySlope(form, value))),
    normalized: normalization === 'preactivation' ? before : activations,
    inverseDeviations: inputs.map((a) => stored.normalization[2 * a + 1] ?? 1),
  };
}

/**
 * The kernel's backward pass in plain TypeScript, operation by operation: equal to the bit.
 *
 * @param keptStride - stride of the forward machine, whose layers the steps name.
 */
export function createReferenceBackward(problem: BackwardProblem, keptStride: number): BackwardMachine {
  const { key, widths, signalInputs, skip, normalization } = problem;
  const stride = signalInputs;
  const gram = matrixOf(stride);
  const factor = matrixOf(stride);
  const x = matrixOf(stride);
  const t = matrixOf(stride);
  let signals: Columns = [];

  const draw = ({ network, layer }: BackwardStep, column: number, length: number): Float64Array => {
    const out = new Float64Array(length);
    normals(key, { network, layer, purpose: purposes.gramBackward, column }, out);
    return out;
  };

  /** X = δ zᵀ for the new parts z; from layer L the rows of δ are one, which picks neuron 1. */
  const storeCross = (above: LayerValues, below: LayerValues, isLast: boolean): void => {
    for (const [j, h] of above.preactivations.entries()) {
      const z = skip === 0 ? h : h.map((value, n) => value + -skip * below.preactivations[j]![n]!);
      if (isLast) x.values[j * stride] = z[0]!;
      else for (const [i, signal] of signals.entries()) x.values[j * stride + i] = dot(signal, z);
    }
  };

  /** R of R Rᵀ = δ δᵀ. */
  const storeSignalFactor = (rows: number, isLast: boolean): void => {
    factor.values.set(gram.values);
    if (isLast) factor.values[0] = 1;
    else factorize(factor.values, stride, rows);
  };

  /** T = Z Aᵀ for fresh rows Z, whose bias coordinates are a column of their own. */
  const storeFreshCross = (step: BackwardStep, fresh: Columns, activations: Columns): void => {
    const biases = draw(step, signalInputs, fresh.length);
    for (const [j, y] of activations.entries())
      for (const [k, row] of fresh.entries())
        t.values[j * stride + k] = dot(row, y) * step.weightDeviation + biases[k]! * step.biasDeviation;
  };

  /** Row a of (α R) Z + (α² M) y. */
  const pulled = (a: number, fresh: Columns, activations: Columns, deviation: number): Float64Array =>
    fresh[0]!.map((_, n) => {
      let v = 0;
      for (let k = 0; k <= a; k++) v += factor.values[k * stride + a]! * deviation * fresh[k]![n]!;
      for (const [b, y] of activations.entries())
        v += x.values[b * stride + a]! * (deviation * deviation) * y[n]!;
      return v;
    });

  const throughActivation = (v: Float64Array, a: number, layer: LayerValues): Float64Array => {
    const slopes = layer.slopes[a]!;
    if (normalization === undefined) return multiply(v, slopes);
    const [values, inverse] = [layer.normalized[a]!, layer.inverseDeviations[a]!];
    return normalization === 'preactivation'
      ? beforeNormalization(multiply(v, slopes), values, inverse)
      : multiply(beforeNormalization(v, values, inverse), slopes);
  };

  /** What the skip connection carries past the layer. */
  const addSkipped = (reached: Columns, isLast: boolean): void => {
    for (const [a, signal] of reached.entries())
      if (isLast) signal[0]! += skip;
      else for (const [n, value] of signals[a]!.entries()) signal[n]! += skip * value;
  };

  const step = (pass: BackwardStep): void => {
    const isLast = pass.layer === widths.length;
    const rows = isLast ? 1 : signalInputs;
    const widthBelow = widths[pass.layer - 2]!;
    const above = readLayer(problem, pass.above, keptStride, widths[pass.layer - 1]!);
    const below = readLayer(problem, pass.below, keptStride, widthBelow);
    storeCross(above, below, isLast);
    storeSignalFactor(rows, isLast);
    const fresh = Array.from({ length: rows }, (_, k) => draw(pass, k, widthBelow));
    storeFreshCross(pass, fresh, below.activations);
    // Above the diagonal the kernel has zeros; subtracting their products could at most change the sign of a zero, so they are zeros here too.
    for (let j = 0; j < rows; j++) factor.values.fill(0, j * stride, j * stride + j);
    subtractProduct(x, factor, t, rows, signalInputs);
    solveRight(x, { values: pass.above.factor, stride: keptStride }, rows, signalInputs);
    const v = Array.from({ length: rows }, (_, a) =>
      pulled(a, fresh, below.activations, pass.weightDeviation),
    );
    const reached = below.slopes.map((_, a) => throughActivation(v[isLast ? 0 : a]!, a, below));
    if (skip !== 0) addSkipped(reached, isLast);
    signals = reached;
    for (const [j, p] of signals.entries())
      for (const [i, q] of signals.entries()) if (i >= j) gram.values[j * stride + i] = dot(q, p);
  };

  return { stride, signalGram: gram.values, step };
}
