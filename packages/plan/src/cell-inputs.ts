import type { InputParameters } from '@widthwise/network';
import { z } from 'zod';

const indices = z.array(z.int());

/** The inputs of one cell: every leaf one value. The grammar of specs has checked the domains already. */
export const cellInputsSchema: z.ZodType<InputParameters> = z.discriminatedUnion('ensemble', [
  z.strictObject({ ensemble: z.literal('pair'), correlation: z.number(), squaredNorm: z.number() }),
  z.strictObject({ ensemble: z.literal('overlaps'), matrix: z.array(z.array(z.number())) }),
  z.strictObject({
    ensemble: z.literal('gaussian'),
    count: z.int(),
    dimension: z.int(),
    squaredNorm: z.number(),
  }),
  z.strictObject({ ensemble: z.literal('circle'), count: z.int(), squaredNorm: z.number() }),
  z.strictObject({ ensemble: z.literal('constant'), squaredNorm: z.number() }),
  z.strictObject({
    ensemble: z.literal('mnist'),
    split: z.enum(['train', 'test']),
    indices: z.exactOptional(indices),
    classes: z.exactOptional(indices),
    squaredNorm: z.exactOptional(z.number()),
    companion: z.exactOptional(z.number()),
  }),
]);
