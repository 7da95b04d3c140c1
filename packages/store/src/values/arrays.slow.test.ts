import fc from 'fast-check';
import { expect, test } from 'vitest';
import { query } from '../client.ts';
import { useTestDatabase } from '../test-support/database.ts';
import { decodeFloats, decodeIntegers, encodeFloats, encodeIntegers } from './arrays.ts';

const database = useTestDatabase();

async function throughPostgres(values: Float64Array): Promise<Float64Array> {
  const [row] = await query<{ sent: Buffer }>(database.store, 'select array_send($1::float8[]) as sent', [
    encodeFloats(values, 'x'),
  ]);
  return decodeFloats(row?.sent ?? Buffer.alloc(0));
}

test('float64 values pass through Postgres bit for bit, subnormals and extremes included', async () => {
  const property = fc.asyncProperty(
    fc.float64Array({ noNaN: true, noDefaultInfinity: true, maxLength: 200 }),
    async (values) => {
      expect(await throughPostgres(values)).toEqual(values.map((value) => value + 0));
    },
  );
  await fc.assert(property, { seed: 20261123, numRuns: 200 });
  const edges = Float64Array.of(
    5e-324,
    -2.2e-308,
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    1 + 2 ** -52,
    0.1 + 0.2,
  );
  expect(await throughPostgres(edges)).toEqual(edges);
  expect(Object.is((await throughPostgres(Float64Array.of(-0)))[0], 0)).toBe(true);
});

test('an array of a million values passes bit for bit', async () => {
  const values = Float64Array.from(
    { length: 1_000_000 },
    (_, index) => Math.sin(index) * 10 ** ((index % 600) - 300),
  );
  const returned = await throughPostgres(values);
  expect(Buffer.from(returned.buffer).equals(Buffer.from(values.buffer))).toBe(true);
});

test('Postgres reads the encoded numbers as the numbers they are', async () => {
  const [row] = await query<{ sum: number; least: string; sent: Buffer }>(
    database.store,
    `select (select sum(x) from unnest($1::float8[]) x) as sum, ($2::int8[])[2]::text as least, array_send($2::int8[]) as sent`,
    [encodeFloats(Float64Array.of(0.5, 0.25), 'x'), encodeIntegers(Float64Array.of(1, -(2 ** 53 - 1)), 'n')],
  );
  expect(row?.sum).toBe(0.75);
  expect(row?.least).toBe('-9007199254740991');
  expect(decodeIntegers(row?.sent ?? Buffer.alloc(0))).toEqual(Float64Array.of(1, -(2 ** 53 - 1)));
});
