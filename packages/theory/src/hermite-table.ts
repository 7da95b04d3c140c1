import { normalRule } from './normal-rule.ts';

/** Normalized Hermite polynomials at the non-negative nodes of a trapezoid rule. */
export interface HermiteTable {
  /** u_i ≥ 0, ascending from 0. */
  readonly nodes: Float64Array;
  /** Weights of u_i and −u_i together: that of 0 is halved, so that f(u) + f(−u) is summed. */
  readonly weights: Float64Array;
  /** He_k(u_i)/√k!, computed when first asked for. */
  readonly row: (k: number) => Float64Array;
}

/** Lengths of a trajectory share a few steps. */
const MOST = 8;
const known = new Map<string, HermiteTable>();

/**
 * @param step - of the rule.
 * @param limit - its cut-off in standard deviations.
 * @returns the table, which the last eight calls with other arguments leave in memory.
 *
 * Accuracy: the three-term recursion is stable for |u| below its turning point 2√k and loses no more than k roundings beyond.
 */
export function hermiteTable(step: number, limit: number): HermiteTable {
  const key = `${step}/${limit}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const table = makeTable(step, limit);
  if (known.size >= MOST) {
    // A map lists its keys in the order in which they came.
    for (const oldest of known.keys()) {
      known.delete(oldest);
      break;
    }
  }
  known.set(key, table);
  return table;
}

function makeTable(step: number, limit: number): HermiteTable {
  const rule = normalRule(step, limit);
  const half = (rule.nodes.length - 1) / 2;
  const nodes = rule.nodes.slice(half);
  const weights = rule.weights.slice(half);
  weights[0]! /= 2;
  const rows = [new Float64Array(half + 1).fill(1), nodes];
  const row = (k: number): Float64Array => {
    for (let at = rows.length; at <= k; at += 1) {
      const [before, current] = [rows[at - 2] ?? nodes, rows[at - 1] ?? nodes];
      const grow = 1 / Math.sqrt(at);
      const shrink = Math.sqrt(at - 1) * grow;
      rows.push(current.map((value, i) => grow * nodes[i]! * value - shrink * before[i]!));
    }
    return rows[k] ?? nodes;
  };
  return { nodes, weights, row };
}
