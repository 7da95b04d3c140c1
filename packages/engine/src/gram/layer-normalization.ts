import { type GramProblem, type LayerMachine, valueColumns } from './layer-machine.ts';

/** Mean and 1/sd of every value, mean and projection on input 1's deviations of every tangent, from what `run` has summed. */
function storePreactivationStatistics(problem: GramProblem, machine: LayerMachine, layer: number): void {
  const { width, columns } = problem.layers[layer - 1]!;
  const statistics = machine.statistics();
  for (let c = 0; c < columns; c++) statistics[2 * c] = machine.powers[4 * c]! / width;
  machine.addDeviations();
  for (let c = 0; c < columns; c++)
    statistics[2 * c + 1] =
      c < valueColumns(problem)
        ? 1 / Math.sqrt(machine.moments[c]! / width)
        : machine.moments[c]! / machine.moments[0]!;
}

/**
 * From the Gram matrix of centered activations c and tangents v to that of y = c/sd and its tangents (v − c₁ (c₁·v)/(c₁·c₁))/sd₁,
 * in place.
 */
function normalizeGram(problem: GramProblem, machine: LayerMachine, layer: number): void {
  const { width, columns } = problem.layers[layer - 1]!;
  const values = valueColumns(problem);
  const { activationGram: gram, stride } = machine;
  const statistics = machine.statistics();
  const withFirst = gram.slice(0, columns);
  for (let c = 0; c < columns; c++)
    statistics[2 * c + 1] =
      c < values ? 1 / Math.sqrt(gram[c * stride + c]! / width) : withFirst[c]! / withFirst[0]!;
  const ratio = (c: number): number => statistics[2 * c + 1]!;
  for (let j = 0; j < columns; j++)
    for (let i = j; i < columns; i++) {
      const at = j * stride + i;
      if (i < values) gram[at] = gram[at]! * (ratio(i) * ratio(j));
      else if (j < values) gram[at] = (gram[at]! - ratio(i) * withFirst[j]!) * (ratio(0) * ratio(j));
      else gram[at] = (gram[at]! - ratio(i) * withFirst[j]!) * (ratio(0) * ratio(0));
    }
}

/**
 * Layer normalization of a layer that has run: its statistics, gains and the Gram matrix of its normalized activations.
 *
 *   preactivation: y = φ(x), x = (h − mean)/sd over neurons, divisor N;   postactivation: y = (φ(h) − mean)/sd
 *   tangents: dx = (u − mean(u) − x₁ mean(x₁ u))/sd₁
 *
 * Means first, then deviations from kept values, so that nothing cancels; a sd of zero makes the network non-finite.
 *
 * Accuracy: yᵀy/N of normalized postactivations is 1 to within 1e-14; derivatives agree with differences to 1e-7.
 */
export function normalizeLayer(
  problem: GramProblem,
  machine: LayerMachine,
  layer: number,
  isLast: boolean,
): void {
  if (problem.normalization === undefined || (isLast && problem.gains === 0)) return;
  const { width, columns } = problem.layers[layer - 1]!;
  if (problem.normalization === 'preactivation') storePreactivationStatistics(problem, machine, layer);
  else {
    const statistics = machine.statistics();
    for (let c = 0; c < columns; c++) statistics[2 * c] = machine.moments[c]! / width;
  }
  machine.addNormalizedActivations(isLast);
  if (problem.normalization === 'postactivation') normalizeGram(problem, machine, layer);
}

/**
 * Expected factor by which Gaussian weights of variance σ_w²/N and a skip connection multiply a squared tangent:
 *
 *   g = (σ_w²/N) ‖∂y/∂h‖_F² + μ²,   ‖∂y/∂h‖_F² = Σ φ′²   or   (1/sd²) Σ φ′² (1 − 1/N − x²/N)
 *
 * with x the normalized values under layer normalization of either kind.
 *
 * @param input - index below `problem.gains`.
 * @param weightVariance - σ_w²/N.
 */
export function jacobianGain(
  problem: GramProblem,
  machine: LayerMachine,
  layer: number,
  input: number,
  weightVariance: number,
): number {
  const slopes = machine.gainSums[2 * input]!;
  const carried = problem.skip * problem.skip;
  if (problem.normalization === undefined) return weightVariance * slopes + carried;
  const { width } = problem.layers[layer - 1]!;
  const inverse = machine.statistics()[2 * input + 1]! ** 2;
  // The kernel has multiplied φ′ by x, or for postactivations by x · sd.
  const weighted =
    machine.gainSums[2 * input + 1]! * (problem.normalization === 'preactivation' ? 1 : inverse);
  return weightVariance * inverse * (slopes * (1 - 1 / width) - weighted / width) + carried;
}
