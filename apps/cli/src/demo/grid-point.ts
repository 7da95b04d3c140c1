import { resolveActivation } from '@widthwise/network';
import type { PlannedCell } from '@widthwise/plan';
import {
  criticalSigmaW,
  depthScaleCorrelation,
  fixedPointDecorrelation,
  fixedPointLength,
  lengthTrajectory,
} from '@widthwise/theory';
import { depthScaleBetween, type MeasuredScale, measureDepthScale } from './depth-scale.ts';
import type { Measurement, Measurements } from './measurements.ts';

/** Everything that the report says of one σ_w². */
export interface GridPoint {
  readonly sigmaW2: number;
  /** ξ_c of infinite width. */
  readonly scaleTheory: number | undefined;
  readonly scale: MeasuredScale | undefined;
  /** Theory read between the same two layers. */
  readonly scaleSameLayers: number | undefined;
  readonly plateau: Measurement | undefined;
  /** (N/2) ln(q* / q⁰), q⁰ the length of layer 1. */
  readonly plateauTheory: number | undefined;
}

/** σ_w² at which these networks turn chaotic. */
export function transitionOf({ cell }: PlannedCell): number | undefined {
  const { network } = cell.parameters;
  const critical = criticalSigmaW(resolveActivation(network), network.sigmaB);
  return critical === undefined ? undefined : critical ** 2;
}

const at = <T extends { readonly sigmaW: number }>(rows: readonly T[], sigmaW: number): T[] =>
  rows.filter((row) => row.sigmaW === sigmaW);

/** Lengths this near to q* no longer show in the decay of correlations. */
const SETTLED = 0.02;

/** Brings measurement and theory of one cell together. */
export function gridPoint({ cell }: PlannedCell, measurements: Measurements): GridPoint {
  const { network } = cell.parameters;
  const { sigmaW, width, depth } = network;
  const activation = resolveActivation(network);
  const firstLength = at(measurements.firstLengths, sigmaW)[0]?.prediction;
  const qStar = firstLength === undefined ? undefined : fixedPointLength(activation, network, firstLength);
  const plateau = at(measurements.plateaus, sigmaW)[0];
  // Rounding to nine digits undoes the square root that σ_w is stored as.
  const sigmaW2 = Number((sigmaW ** 2).toPrecision(9));
  if (qStar === undefined || firstLength === undefined || qStar === 0) {
    return {
      sigmaW2,
      scaleTheory: undefined,
      scale: undefined,
      scaleSameLayers: undefined,
      plateau,
      plateauTheory: undefined,
    };
  }
  const decorrelation = fixedPointDecorrelation(activation, network, qStar);
  const lengths = lengthTrajectory(activation, network, firstLength, depth);
  const settled = lengths.findIndex((length) => Math.abs(length / qStar - 1) < SETTLED) + 1;
  const layers = at(measurements.decorrelations, sigmaW).filter(
    ({ layer }) => settled > 0 && layer >= settled,
  );
  const scale = measureDepthScale(layers, decorrelation);
  const predicted = new Map(
    layers.flatMap(({ layer, prediction }) =>
      prediction === undefined ? [] : [[layer, prediction] as const],
    ),
  );
  return {
    sigmaW2,
    scaleTheory: depthScaleCorrelation(activation, network, { qStar, decorrelation }),
    scale,
    scaleSameLayers: scale === undefined ? undefined : depthScaleBetween(predicted, decorrelation, scale),
    plateau,
    plateauTheory: (width / 2) * Math.log(qStar / firstLength),
  };
}
