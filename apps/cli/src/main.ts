import { readContext } from './context.ts';
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

// A reader that has seen enough, such as `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  await createProgram(readContext(process.env)).parseAsync();
} catch (error) {
  process.exitCode = reportError(error, { isJson: process.argv.includes('--json') });
}
