import { createHash } from 'node:crypto';

/** Class name under which the client draws every plot. */
const CLASS_NAME = 'plot';

/**
 * The one inline style sheet of the page: Observable Plot 0.6.17 writes it into each figure and has no option to leave it
 * out. It is allowed by its hash, so that no other inline style is; the browser tests fail if Plot changes it.
 */
const TEXT = `:where(.${CLASS_NAME}) {
  --plot-background: white;
  display: block;
  height: auto;
  height: intrinsic;
  max-width: 100%;
}
:where(.${CLASS_NAME} text),
:where(.${CLASS_NAME} tspan) {
  white-space: pre;
}`;

export const PLOT_STYLE_HASH = `sha256-${createHash('sha256').update(TEXT).digest('base64')}`;
