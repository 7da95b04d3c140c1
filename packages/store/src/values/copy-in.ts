import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import type { BinaryRows } from './binary-rows.ts';

const CHUNK_BYTES = 1 << 20;

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let offset = 0; offset < bytes.length; offset += CHUNK_BYTES) {
    yield bytes.subarray(offset, offset + CHUNK_BYTES);
  }
}

/** Sends rows through `statement`, a COPY … FROM STDIN (FORMAT binary), inside the caller's transaction. */
export async function copyIn(client: pg.PoolClient, statement: string, rows: BinaryRows): Promise<void> {
  if (rows.isEmpty) return;
  await pipeline(Readable.from(chunksOf(rows.finish())), client.query(from(statement)));
}
