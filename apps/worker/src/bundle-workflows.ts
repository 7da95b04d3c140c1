import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

// Part of the build: writes the workflow code that the worker loads, so that no worker bundles at its start.
const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(import.meta.resolve('@widthwise/workflows/sweep')),
  logger: new DefaultLogger('WARN'),
});
writeFileSync(new URL('workflow-bundle.js', import.meta.url), code);
