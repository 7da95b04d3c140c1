import { text } from 'drizzle-orm/pg-core';
import { storeSchema } from './columns.ts';

/** Facts about the database itself, such as the hash of the views it holds. */
export const meta = storeSchema.table('meta', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});
