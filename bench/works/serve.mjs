import { createInterface } from 'node:readline';

/** Calls batch(), which returns the units of work it did, until the seconds have gone. */
export async function repeat(seconds, batch) {
  const start = performance.now();
  let units = 0;
  for (;;) {
    units += await batch();
    const elapsed = (performance.now() - start) / 1000;
    if (elapsed >= seconds) return { units, seconds: elapsed };
  }
}

/** Answers one JSON request a line on standard input by one JSON line on standard output, as peers/serve.py does. */
export async function serve(work) {
  process.stdout.write(`${JSON.stringify({ node: process.versions.node })}\n`);
  for await (const line of createInterface({ input: process.stdin }))
    process.stdout.write(`${JSON.stringify(await work(JSON.parse(line)))}\n`);
}
