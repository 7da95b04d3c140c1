import { rows as analyticKernels } from './analytic-kernels.mjs';
import { rows as empiricalNtk } from './empirical-ntk.mjs';
import { rows as ensemble } from './ensemble.mjs';
import { rows as entropyProfile } from './entropy-profile.mjs';
import { rows as excessKurtosis } from './excess-kurtosis.mjs';
import { rows as exponents } from './exponents.mjs';
import { rows as monteCarloNngp } from './monte-carlo-nngp.mjs';
import { rows as normals } from './normals.mjs';
import { rows as probes } from './probes.mjs';
import { rows as sampleStatistics } from './sample-statistics.mjs';
import { rows as wholePath } from './whole-path.mjs';

/**
 * Every row of the table, in its order.
 *
 * A row has a name, the work in words, the unit of its rates or times, a goal for the ratio (`atLeast` or `atMost`), and
 * `run({ rounds, seconds? })`, which measures both sides in turns and returns the values of each round:
 * `peer`, `others` and `ours` ({ label, values }), `ratio`, a `check` that both computed the same, and the `versions` used.
 */
export const rows = [
  ...ensemble,
  ...probes,
  ...monteCarloNngp,
  ...empiricalNtk,
  ...analyticKernels,
  ...entropyProfile,
  ...excessKurtosis,
  ...normals,
  ...sampleStatistics,
  ...wholePath,
  ...exponents,
];
