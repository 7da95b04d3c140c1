// Compiles the Gram sampler's kernel and writes it as a TypeScript module: `npm run kernel -w @widthwise/engine`.
import { renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const gram = fileURLToPath(new URL('../src/gram/', import.meta.url));
const target = `${gram}kernel-bytes.generated.ts`;
// Addresses below 8 kB belong to the tables of kernel/addresses.ts. Relaxed SIMD stays off: it changes bits from machine to machine.
const options = [
  // What these modules export, and nothing else, is an export of the kernel.
  'kernel/index.ts',
  'kernel/settings.ts',
  '--baseDir',
  gram,
  '--outFile',
  'kernel.wasm',
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--memoryBase',
  '8192',
  '--use',
  'abort=',
];

let bytes;
const { error, stderr } = await asc.main(options, {
  writeFile: (name, contents) => {
    if (name.endsWith('.wasm')) bytes = contents;
  },
});
if (error || bytes === undefined) {
  process.stderr.write(`KERNEL_COMPILE: ${error?.message ?? 'no output'}\n${stderr.toString()}`);
  process.exit(1);
}
const lines = Buffer.from(bytes)
  .toString('base64')
  .match(/.{1,100}/g)
  .map((line) => `  '${line}',`);
const source = `/** The compiled kernel in base64. */\nexport const kernelBase64: string = [\n${lines.join('\n')}\n].join('');\n`;
writeFileSync(`${target}.${process.pid}`, source);
renameSync(`${target}.${process.pid}`, target);
