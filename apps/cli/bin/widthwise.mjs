#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (!existsSync(main)) {
  process.stderr.write('widthwise: this checkout is not built yet. Run: npm run setup\n');
  process.exit(1);
}
await import(main.href);
