import { type ExperimentName, experiments } from '@widthwise/experiments';
import { z } from 'zod';
import { inputsSchema } from './inputs-schema.ts';
import { name, strict } from './leaf.ts';
import { networkSchema } from './network-schema.ts';
import { probesSchema } from './probes-schema.ts';

const integerFrom = (rule: string, minimum: number, maximum: number) =>
  z.int({ error: rule }).min(minimum, { error: rule }).max(maximum, { error: rule });
const nameRule =
  'must be a name of 1 to 100 letters, digits, spaces, dots, hyphens and underscores, beginning with a letter or digit';
const powerOfTwoRule = 'must be a power of two from 1 to 1048576';
const experimentNames = Object.keys(experiments).filter((key): key is ExperimentName =>
  Object.hasOwn(experiments, key),
);
const conditions = z
  .array(
    z
      .string({ error: 'must be a comparison such as "width >= 64"' })
      .max(200, { error: 'must have at most 200 characters' }),
    { error: 'must be a list of comparisons' },
  )
  .max(32, { error: 'must have at most 32 comparisons' });

/** The whole grammar of a spec. Everything a user may write is here, and nothing else is accepted. */
export const specSchema = strict({
  name: z
    .string({ error: nameRule })
    .regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}$/, { error: nameRule })
    .describe('what the sweep is called'),
  seed: integerFrom('must be an integer from 0 to 2^53 − 1', 0, Number.MAX_SAFE_INTEGER)
    .default(0)
    .describe('of all random numbers'),
  experiment: name(experimentNames)
    .value.default('propagate')
    .describe('what each network is put through: its layers, or the iterations of one tied matrix'),
  untied: z
    .boolean({ error: 'must be true or false' })
    .optional()
    .describe('experiment equilibrium: true draws fresh weights in every iteration, as a control'),
  network: networkSchema,
  inputs: inputsSchema.default({ ensemble: 'pair', correlation: 0.6, squaredNorm: 1 }),
  probes: probesSchema,
  networks: integerFrom('must be a number of networks from 1 to 2147483647', 1, 2 ** 31 - 1).describe(
    'independent networks per cell',
  ),
  sampler: z
    .enum(['gram', 'dense'])
    .default('gram')
    .describe('gram: exact in law, fast; dense: explicit weights on TensorFlow'),
  device: z.enum(['cpu', 'gpu']).optional().describe('where dense runs (default cpu)'),
  shardNetworks: integerFrom(powerOfTwoRule, 1, 2 ** 20)
    .refine((value) => Number.isInteger(Math.log2(value)), { error: powerOfTwoRule })
    .optional()
    .describe('networks per shard; the default holds about five seconds of work. Shows in no result.'),
  zip: z
    .array(
      z
        .array(z.string({ error: 'must name an axis' }), { error: 'must be a list of axes' })
        .min(2, { error: 'must pair at least two axes' }),
      { error: 'must be a list of lists of axes' },
    )
    .default([])
    .describe('axes that go along with each other instead of multiplying, such as [[width, depth]]'),
  when: conditions
    .default([])
    .describe('keep the cells where all of these hold, such as "depth <= 0.5 * width"'),
  exclude: conditions
    .default([])
    .describe('drop the cells where one of these holds, such as "activation == relu and sigmaW2 > 2"'),
}).describe('a sweep of random networks over a grid');

/** A parsed spec, defaults included. */
export type Spec = z.output<typeof specSchema>;

/** JSON Schema of what users write, for editors. */
export const specJsonSchema = (): Record<string, unknown> => ({
  title: 'widthwise spec',
  ...z.toJSONSchema(specSchema, { io: 'input' }),
});
