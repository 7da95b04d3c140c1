import { resolveWeights, weightLaws } from '@widthwise/network';
import { weightsAt } from './cell-parameters.ts';
import { conflict, type Fault } from './fault.ts';
import type { GridRule, Setting } from './grid-rule.ts';

const PATH = 'network.weights';
const SHAPE_PATH = 'network.weightShape';

/** Symmetric matrices: the law of a single matrix that every iteration shares. */
const SYMMETRIC = 'goe';

const isLayerLaw = (name: string): boolean => Object.hasOwn(weightLaws, name);

function rotatedLaws(): string[] {
  return Object.entries(weightLaws)
    .filter(([, { shape, create }]) => shape === undefined && create(Number.NaN).isRotationInvariant)
    .map(([name]) => name);
}

/** Laws that a layer's Gram matrix is enough for. */
const ROTATED = rotatedLaws();

/** Of experiment `equilibrium`, whatever the sampler. */
const TIED = [...ROTATED, SYMMETRIC].sort();

function lawFault({ experiment, sampler, values }: Setting): Fault | undefined {
  const { weights } = weightsAt(values);
  if (weights === undefined) return undefined;
  if (experiment === 'equilibrium')
    return TIED.includes(weights)
      ? undefined
      : conflict(PATH, `of experiment equilibrium must be ${TIED.join(', ')}, got "${weights}".`);
  if (experiment === 'propagate' && !isLayerLaw(weights))
    return conflict(
      PATH,
      `"${weights}" belongs to experiment equilibrium, got propagate. Choose another law, or set experiment: equilibrium.`,
    );
  if (experiment === 'propagate' && sampler === 'gram' && !ROTATED.includes(weights))
    return conflict(
      PATH,
      `of sampler gram must be ${ROTATED.join(', ')}, got "${weights}". Set sampler: dense, which draws every law.`,
    );
  return undefined;
}

function weightShapeFault({ values }: Setting): Fault | undefined {
  const choice = weightsAt(values);
  if (choice.weights === undefined || !isLayerLaw(choice.weights)) return undefined;
  try {
    resolveWeights(choice);
    return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const isMissing = choice.weightShape === undefined;
    const message = error.message.replace(/^SPEC_RANGE: weightShape/, SHAPE_PATH);
    return {
      code: isMissing ? 'SPEC_MISSING' : 'SPEC_RANGE',
      path: SHAPE_PATH,
      message: isMissing ? message.replace('got undefined', 'got nothing') : message,
    };
  }
}

/** Rules of the law of weights: who draws it, and where its shape lies. */
export const weightRules: readonly GridRule[] = [
  { reads: [PATH], check: lawFault },
  { reads: [PATH, SHAPE_PATH], check: weightShapeFault },
];
