import type { EquilibriumTask, NetworkVisitor, NonFinite } from '@widthwise/experiments';
import type { EquilibriumFeatures } from '@widthwise/probes';
import { normals, purposes } from '@widthwise/random';
import { activationForm } from '../gram/activation-forms.ts';
import { applyForm, applySlope } from '../gram/reference-activation.ts';
import { drawInputs, inputFactor } from './drawn-inputs.ts';
import { emptyEquilibriumFeatures, type Nonlinearity, recordEnd, recordIteration } from './features.ts';
import { type ImageLaw, imageLaws } from './image-laws.ts';
import { TiedMatrix } from './matrix.ts';

function requireTask({ architecture, inputs }: EquilibriumTask): void {
  const { width, depth } = architecture;
  for (const [name, value] of Object.entries({ width, depth, inputs: inputs.count }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name} must be a positive integer, got ${value}`);
}

/** What all networks of a block share. */
interface Solver {
  readonly task: EquilibriumTask;
  readonly nonlinearity: Nonlinearity;
  readonly features: EquilibriumFeatures;
  readonly matrix: TiedMatrix;
  /** φ(h) and the next h of one input, [N]. */
  readonly postactivation: Float64Array;
  readonly next: Float64Array;
}

/** One network's inputs and their states, [B][N]. */
interface States {
  readonly network: number;
  readonly x: Float64Array;
  readonly h: Float64Array;
}

/** h ← W φ(h) + x of one input. */
function step(
  { task, nonlinearity, features, matrix, postactivation, next }: Solver,
  { network, x, h }: States,
  at: { readonly input: number; readonly iteration: number },
): ReturnType<typeof recordIteration> {
  const { sigmaW, width } = task.architecture;
  const from = at.input * width;
  for (let i = 0; i < width; i += 1) postactivation[i] = nonlinearity.phi(h[from + i]!);
  const address = { network, layer: at.iteration, purpose: purposes.tiedImages, column: at.input };
  matrix.image(postactivation, (draws) => normals(task.key, address, draws), next);
  for (let i = 0; i < width; i += 1) next[i] = sigmaW * next[i]! + x[from + i]!;
  const outcome = recordIteration(task, features, at, {
    before: h.subarray(from, from + width),
    after: next,
  });
  h.set(next, from);
  return outcome;
}

/** Input by input, so that none depends on those after it. Returns the iteration that diverged, 0 if none did. */
function iterateTied(solver: Solver, states: States): number {
  const { depth } = solver.task.architecture;
  solver.matrix.forget();
  for (let input = 0; input < solver.features.inputs; input += 1) {
    for (let iteration = 1; iteration <= depth; iteration += 1) {
      const outcome = step(solver, states, { input, iteration });
      if (outcome === 'diverged') return iteration;
      if (outcome === 'settled') break;
    }
  }
  return 0;
}

/** Iteration by iteration, each with a matrix of its own that all inputs share. */
function iterateUntied(solver: Solver, states: States): number {
  const { inputs } = solver.features;
  const isSettled = new Array<boolean>(inputs).fill(false);
  for (let iteration = 1; iteration <= solver.task.architecture.depth; iteration += 1) {
    solver.matrix.forget();
    for (let input = 0; input < inputs; input += 1) {
      if (isSettled[input]) continue;
      const outcome = step(solver, states, { input, iteration });
      if (outcome === 'diverged') return iteration;
      isSettled[input] = outcome === 'settled';
    }
  }
  return 0;
}

/**
 * Solves a block of networks, images of the weights drawn by a given law.
 *
 * @throws RangeError if a shape is not positive, an input has no length or the activation has no form here.
 */
export function equilibriumWith(
  law: ImageLaw,
  task: EquilibriumTask,
  visit: NetworkVisitor<EquilibriumFeatures>,
): void {
  requireTask(task);
  const { activation, negativeSlope, width, depth } = task.architecture;
  const { inputs, isUntied, first, count } = task;
  const form = activationForm(activation, negativeSlope);
  const solver: Solver = {
    task,
    // Not Math.tanh and its like, whose last bits are the runtime's affair.
    nonlinearity: { phi: (z) => applyForm(form, z), dphi: (z) => applySlope(form, z) },
    features: emptyEquilibriumFeatures(task),
    matrix: new TiedMatrix(width, law, inputs.count * (isUntied ? 1 : depth)),
    postactivation: new Float64Array(width),
    next: new Float64Array(width),
  };
  const { features, nonlinearity } = solver;
  const factor = inputFactor(inputs);
  for (let network = first; network < first + count; network += 1) {
    const x = drawInputs(task, factor, network);
    const h = x.slice();
    const iterate = isUntied ? iterateUntied : iterateTied;
    const diverged = iterate(solver, { network, x, h });
    if (diverged === 0) recordEnd(task, nonlinearity, features, { x, h });
    const outcome: EquilibriumFeatures | NonFinite = diverged === 0 ? features : { nonFiniteLayer: diverged };
    visit(network, outcome);
  }
}

/**
 * Deep equilibrium networks h ← W φ(h) + x without a weight matrix, exact in law: only images of the postactivations met
 * are drawn, each given all before (`TiedMatrix`). Cost O(N K²) a network with K = min(N, iterations of all inputs)
 * directions, instead of O(N²) an iteration; once K = N nothing is left to draw.
 *
 * An input's values depend on key, network, architecture and the inputs before it, not on those that follow, nor on the
 * block: to the bit.
 *
 * @param task - cell and block.
 * @param visit - called once per network, in ascending order; a network whose length leaves the range of float32 is an
 * outcome with its iteration.
 * @throws RangeError if a shape is not positive, an input has no length or the activation has no form here.
 */
export const equilibriumWithoutWeights = (
  task: EquilibriumTask,
  visit: NetworkVisitor<EquilibriumFeatures>,
): void => equilibriumWith(imageLaws[task.family], task, visit);
