import { equilibriumRules } from './equilibrium-rules.ts';
import type { GridRule } from './grid-rule.ts';
import { shapeRules } from './shape-rules.ts';
import { weightRules } from './weight-rules.ts';

/** Everything that must hold at a grid point. */
export const gridRules: readonly GridRule[] = [...shapeRules, ...weightRules, ...equilibriumRules];
