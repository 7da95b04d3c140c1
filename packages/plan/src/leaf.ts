import { z } from 'zod';

/**
 * The grammar of one leaf of a spec: a value, or an axis of values. Every schema carries its rule as the error text,
 * "must be …", to which the fault adds where and what was found.
 */
export interface Leaf<T> {
  readonly value: z.ZodType<T>;
}

/** A leaf of numbers. Its rule is here a second time as plain code, since a generated axis can have many values. */
export interface NumberLeaf extends Leaf<number> {
  readonly rule: string;
  readonly isAllowed: (value: number) => boolean;
  /** Integer leaves round what logspace and geomspace give; range and linspace must hit integers by themselves. */
  readonly isInteger: boolean;
}

/** A mapping whose unknown keys are faults; the error text lists the keys there are, for suggestions. */
export const strict = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : 'must be a mapping',
  });

export const integer = (rule: string, minimum: number, maximum: number): NumberLeaf => ({
  value: z.int({ error: rule }).min(minimum, { error: rule }).max(maximum, { error: rule }),
  rule,
  isAllowed: (value) => Number.isInteger(value) && value >= minimum && value <= maximum,
  isInteger: true,
});

/** Above any scale a network can have, and far from overflow when squared. */
const LARGEST = 1e100;

export const number = (rule: string, minimum: number, maximum = LARGEST): NumberLeaf => ({
  value: z.number({ error: rule }).min(minimum, { error: rule }).max(maximum, { error: rule }),
  rule,
  isAllowed: (value) => value >= minimum && value <= maximum,
  isInteger: false,
});

export const positive = (rule: string): NumberLeaf => ({
  value: z.number({ error: rule }).positive({ error: rule }).max(LARGEST, { error: rule }),
  rule,
  isAllowed: (value) => value > 0 && value <= LARGEST,
  isInteger: false,
});

/** One of a registry's names. */
export const name = <N extends string>(names: readonly N[]): Leaf<N> => ({
  value: z.enum(names as readonly [N, ...N[]]),
});

const finite = z.number({ error: 'must be a finite number' });
const points = z
  .int({ error: 'must be a number of points from 1 to 100000' })
  .min(1, { error: 'must be a number of points from 1 to 100000' })
  .max(100_000, { error: 'must be a number of points from 1 to 100000' });
const triple = (rule: string, third: z.ZodType<number>) =>
  z.tuple([finite, finite, third], { error: rule }).optional();

/** Ways to write a list of numbers; end points are included in every one. */
const generators = {
  range: triple('must be [from, to, step]', finite).describe(
    '[from, to, step]: from, from + step, … up to and including to',
  ),
  linspace: triple('must be [from, to, points]', points).describe(
    '[from, to, points]: evenly spaced, both ends included',
  ),
  logspace: triple('must be [from, to, points]', points).describe(
    '[from, to, points]: 10^from … 10^to, evenly spaced exponents',
  ),
  geomspace: triple('must be [from, to, points]', points).describe(
    '[from, to, points]: constant ratio, both ends included',
  ),
};

const exactlyOne = (object: object) => Object.keys(object).length === 1;
const oneKey = { minProperties: 1, maxProperties: 1 };
const values = <T>(leaf: Leaf<T>) =>
  z
    .array(leaf.value, { error: 'must be a list' })
    .min(1, { error: 'must have at least one value' })
    .max(100_000, { error: 'must have at most 100000 values' });

/** A number or an axis of numbers. `derived` adds the leaf's own derived axes. */
export function numberAxis<D extends z.ZodRawShape>(leaf: NumberLeaf, derived: D) {
  const keys = { list: values(leaf).optional(), ...generators, ...derived };
  const rule = `must have exactly one of ${Object.keys(keys).join(', ')}`;
  return z.union([leaf.value, values(leaf), strict(keys).refine(exactlyOne, { error: rule }).meta(oneKey)]);
}

/** A name or an axis of names. */
export const nameAxis = <N extends string>(leaf: Leaf<N>) =>
  z.union([leaf.value, values(leaf), strict({ list: values(leaf) })]);

/** A value that is itself a list (image indices, a matrix); an axis of them is written { list: [...] }. */
export const listAxis = <T>(leaf: Leaf<T>) => z.union([leaf.value, strict({ list: values(leaf) })]);
