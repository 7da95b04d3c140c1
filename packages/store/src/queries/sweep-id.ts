import { unknownSweep } from './load-sweep.ts';

/** COPY takes no parameters: an id is put into its text only after this. */
export function assertSweepId(sweepId: string): void {
  if (!/^[0-9a-f]{64}$/.test(sweepId)) throw unknownSweep(JSON.stringify(sweepId));
}
