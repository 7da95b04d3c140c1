import { notableAt, sigmaBAt } from './cell-parameters.ts';
import { conflict, type Fault, ruleFault } from './fault.ts';
import type { GridRule, Setting } from './grid-rule.ts';

/** What a single matrix that every iteration shares does not have. */
const FOREIGN = ['widths', 'bottleneck', 'taper', 'outputWidth', 'skip', 'normalization', 'parameterization'];

const ofEquilibrium =
  (check: GridRule['check']): GridRule['check'] =>
  (setting) =>
    setting.experiment === 'equilibrium' ? check(setting) : undefined;

function foreignRule(key: string): GridRule {
  const path = `network.${key}`;
  const check = ({ values }: Setting): Fault | undefined =>
    notableAt(values, path) === undefined
      ? undefined
      : conflict(path, 'belongs to experiment propagate, got equilibrium. Leave it out.');
  return { reads: [path], check: ofEquilibrium(check) };
}

function biasFault({ values }: Setting): Fault | undefined {
  const sigmaB = sigmaBAt(values);
  if (sigmaB === 0) return undefined;
  const path = values.has('network.sigmaB2') ? 'network.sigmaB2' : 'network.sigmaB';
  const found = values.get(path);
  return conflict(
    path,
    `must be 0 in experiment equilibrium, which has no biases, got ${found}. Leave it out.`,
  );
}

/** h starts from the input, and gains are counted in its length. */
function lengthFault({ values }: Setting): Fault | undefined {
  if (values.get('inputs.squaredNorm') === 0)
    return ruleFault('SPEC_CONFLICT', 'inputs.squaredNorm', 'must be positive in experiment equilibrium', 0);
  const matrix = values.get('inputs.matrix');
  if (!Array.isArray(matrix)) return undefined;
  const input = matrix.findIndex((row: unknown, i) => Array.isArray(row) && row[i] === 0);
  if (input < 0) return undefined;
  const where = `inputs.matrix[${input}][${input}]`;
  return ruleFault('SPEC_CONFLICT', where, 'must be positive in experiment equilibrium', 0);
}

/** Rules of experiment `equilibrium`. */
export const equilibriumRules: readonly GridRule[] = [
  ...FOREIGN.map(foreignRule),
  { reads: ['network.sigmaB', 'network.sigmaB2'], check: ofEquilibrium(biasFault) },
  { reads: ['inputs.squaredNorm', 'inputs.matrix'], check: ofEquilibrium(lengthFault) },
];
