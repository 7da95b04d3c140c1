import type { Architecture } from '../architecture.ts';
import { UnknownNameError } from '../unknown-name.ts';
import { rademacher, studentT, truncatedNormal, uniform, weibull } from './independent.ts';
import type { WeightLaw, WeightShapeRule } from './weight-law.ts';

/** The part of an architecture that fixes the law of its weights. */
export type WeightChoice = Pick<Architecture, 'weights' | 'weightShape'>;

/** A registered law, or a family of them with the shape it takes from the architecture. */
export interface WeightEntry {
  /** Present if `weightShape` belongs to the law; it is then required, and refused otherwise. */
  readonly shape?: WeightShapeRule;
  /** `shape` is NaN where the law takes none. */
  readonly create: (shape: number) => WeightLaw;
}

const gaussian: WeightLaw = {
  name: 'gaussian',
  isIndependent: true,
  isRotationInvariant: true,
  excessKurtosis: () => 0,
};

/** An entry of √m O has E W⁴ = 3m/(m + 2). */
const orthogonal: WeightLaw = {
  name: 'orthogonal',
  isIndependent: false,
  isRotationInvariant: true,
  excessKurtosis: (larger) => -6 / (larger + 2),
};

const fixed = (law: WeightLaw): WeightEntry => ({ create: () => law });

/** Every law that experiment `propagate` draws weights from, by stored name. */
export const weightLaws: Readonly<Record<string, WeightEntry>> = Object.freeze({
  gaussian: fixed(gaussian),
  orthogonal: fixed(orthogonal),
  rademacher: fixed(rademacher),
  'student-t': {
    // Below four degrees of freedom there is no fourth moment, and no 1/N correction to speak of.
    shape: { meaning: 'degrees of freedom', minimum: 4, isMinimumExcluded: true, maximum: 1000 },
    create: studentT,
  },
  'truncated-normal': fixed(truncatedNormal),
  uniform: fixed(uniform),
  weibull: {
    shape: { meaning: 'exponent', minimum: 0.5, isMinimumExcluded: false, maximum: 100 },
    create: weibull,
  },
});

/**
 * The law of an architecture's weights.
 *
 * @param choice - `weights` is a registered name, Gaussian if absent; `weightShape` goes with student-t and weibull alone.
 * @returns the law, bound to its shape.
 * @throws UnknownNameError if the name is not registered; RangeError if the shape is missing, outside its interval or does not belong to the law.
 *
 * @example
 * resolveWeights({ weights: 'student-t', weightShape: 7 }).excessKurtosis(64); // => 2
 */
export function resolveWeights({ weights: name = 'gaussian', weightShape }: WeightChoice): WeightLaw {
  const entry = Object.hasOwn(weightLaws, name) ? weightLaws[name] : undefined;
  if (entry === undefined) throw new UnknownNameError('law of weights', name, Object.keys(weightLaws));
  const { shape, create } = entry;
  if (shape !== undefined) return create(requireShape(name, shape, weightShape));
  if (weightShape !== undefined)
    throw new RangeError(
      `SPEC_RANGE: weights ${name} take no weightShape, got ${weightShape}. Leave it out.`,
    );
  return create(Number.NaN);
}

function requireShape(name: string, rule: WeightShapeRule, found: number | undefined): number {
  const { meaning, minimum, isMinimumExcluded, maximum } = rule;
  if (
    found !== undefined &&
    found >= minimum &&
    found <= maximum &&
    !(isMinimumExcluded && found === minimum)
  )
    return found;
  const interval = `${isMinimumExcluded ? '(' : '['}${minimum}, ${maximum}]`;
  throw new RangeError(
    `SPEC_RANGE: weightShape, the ${meaning} of ${name} weights, must lie in ${interval}, got ${found}.`,
  );
}
