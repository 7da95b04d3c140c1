import { collapseFits } from './collapse-fits.ts';
import { correlationMap } from './correlation-map.ts';
import { discoveries } from './discoveries.ts';
import { estimates } from './estimates.ts';
import { failureLog } from './failure-log.ts';
import { finiteWidthFits } from './finite-width-fits.ts';
import { gaussianity } from './gaussianity.ts';
import { lengthMap } from './length-map.ts';
import { logGainHistograms } from './log-gain-histograms.ts';
import { overlaps } from './overlaps.ts';
import { phaseDiagram } from './phase-diagram.ts';
import { pitHistograms } from './pit-histograms.ts';
import { relativeEntropyTrajectories } from './relative-entropy-trajectories.ts';
import { shardLog } from './shard-log.ts';
import { sweepCells } from './sweep-cells.ts';
import { sweepProgress } from './sweep-progress.ts';
import { theoryFailures } from './theory-failures.ts';
import { theoryResiduals } from './theory-residuals.ts';

/** The views of schema `widthwise`, by name: the only names that may enter a statement's text. */
export const views = Object.freeze({
  collapse_fits: collapseFits,
  correlation_map: correlationMap,
  discoveries,
  estimates,
  failure_log: failureLog,
  finite_width_fits: finiteWidthFits,
  gaussianity,
  length_map: lengthMap,
  log_gain_histograms: logGainHistograms,
  overlaps,
  phase_diagram: phaseDiagram,
  pit_histograms: pitHistograms,
  relative_entropy_trajectories: relativeEntropyTrajectories,
  shard_log: shardLog,
  sweep_cells: sweepCells,
  sweep_progress: sweepProgress,
  theory_failures: theoryFailures,
  theory_residuals: theoryResiduals,
});

export type ViewName = keyof typeof views;

export const isViewName = (name: string): name is ViewName => Object.hasOwn(views, name);

/** Views whose rows are estimates: those with value, standard error, networks, prediction and residual. */
export type EstimateViewName =
  | 'correlation_map'
  | 'estimates'
  | 'gaussianity'
  | 'length_map'
  | 'overlaps'
  | 'phase_diagram'
  | 'relative_entropy_trajectories'
  | 'theory_residuals';
