import { customType, pgSchema, timestamp } from 'drizzle-orm/pg-core';

/** All tables; views are in schema `widthwise`, so that reading never depends on how rows are kept. */
export const storeSchema = pgSchema('store');

/** Ids and stored names: compared by bytes, so that order and indexes are the same under every locale. */
export const key = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** Written and read in binary (values/arrays.ts): the driver never sees a decimal. */
export const float8Array = customType<{ data: Buffer }>({ dataType: () => 'double precision[]' });
export const int8Array = customType<{ data: Buffer }>({ dataType: () => 'bigint[]' });

export const instant = (name: string) => timestamp(name, { withTimezone: true });
