import type { LeafValue } from './written-leaf.ts';
import { resolvePath } from './written-leaf.ts';

const operators = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '==': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b,
} as const;
type Operator = keyof typeof operators;

type Operand =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'axis'; readonly path: string; readonly factor: number }
  | { readonly kind: 'text'; readonly value: string };

interface Comparison {
  readonly left: Operand;
  readonly operator: Operator;
  readonly right: Operand;
}

/** Comparisons that must all hold. */
export type Condition = readonly Comparison[];

/** Why a condition cannot be read: what is wrong with the grammar, or a name that no axis has. */
export type ConditionProblem = { readonly rule: string } | { readonly unknownName: string };

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const NAME = String.raw`[A-Za-z][\w.-]*`;
const COMPARISON = /^(.*?)(<=|>=|==|!=|<|>)(.*)$/;
const SCALED = new RegExp(`^(${NUMBER})\\s*\\*\\s*(${NAME})$`);
const IS_NUMBER = new RegExp(`^${NUMBER}$`);
const IS_NAME = new RegExp(`^${NAME}$`);

function readOperand(text: string, paths: readonly string[]): Operand | ConditionProblem {
  if (IS_NUMBER.test(text)) return { kind: 'number', value: Number(text) };
  const scaled = SCALED.exec(text);
  const name = scaled?.[2] ?? text;
  if (!IS_NAME.test(name))
    return { rule: 'must compare axes, numbers and names, as in "depth <= 0.5 * width"' };
  const path = resolvePath(name, paths);
  if (path !== undefined) return { kind: 'axis', path, factor: scaled === null ? 1 : Number(scaled[1]) };
  return scaled === null ? { kind: 'text', value: name } : { unknownName: name };
}

/**
 * Reads "a op b", several joined by "and". An operand is a number, an axis, a number times an axis, or the name that a
 * named axis may have (such as an activation). A name is text only where an axis of names stands on the other side.
 */
export function parseCondition(
  text: string,
  paths: readonly string[],
  isNamed: (path: string) => boolean,
): Condition | ConditionProblem {
  const comparisons: Comparison[] = [];
  for (const part of text.split(/\s+and\s+/)) {
    const [, leftText, operator, rightText] = COMPARISON.exec(part.trim()) ?? [];
    if (
      leftText === undefined ||
      operator === undefined ||
      rightText === undefined ||
      !Object.hasOwn(operators, operator)
    ) {
      return { rule: 'must be a comparison with <, <=, >, >=, == or !=' };
    }
    const left = readOperand(leftText.trim(), paths);
    const right = readOperand(rightText.trim(), paths);
    if (!('kind' in left)) return left;
    if (!('kind' in right)) return right;
    const sides = [left, right];
    const text = sides.find((side) => side.kind === 'text');
    const named = sides.find((side) => side.kind === 'axis' && isNamed(side.path));
    if (text !== undefined && text.kind === 'text' && named === undefined) return { unknownName: text.value };
    if (!sides.some((side) => side.kind === 'axis')) return { rule: 'must name at least one axis' };
    if (
      named !== undefined &&
      ((text === undefined && !sides.every((side) => side.kind === 'axis' && isNamed(side.path))) ||
        !/^[=!]=$/.test(operator))
    ) {
      return { rule: 'must compare an axis of names with a name, by == or !=' };
    }
    comparisons.push({ left, operator: operator as Operator, right });
  }
  return comparisons;
}

/** The value of an operand at a grid point; undefined where the axis does not apply. */
function operandValue(operand: Operand, values: ReadonlyMap<string, LeafValue>): number | string | undefined {
  if (operand.kind !== 'axis') return operand.value;
  const value = values.get(operand.path);
  if (typeof value === 'number') return operand.factor * value;
  return typeof value === 'string' ? value : undefined;
}

/** True if every comparison holds at the grid point; one of an axis that does not apply there does not hold. */
export function holds(condition: Condition, values: ReadonlyMap<string, LeafValue>): boolean {
  return condition.every(({ left, operator, right }) => {
    const a = operandValue(left, values);
    const b = operandValue(right, values);
    if (typeof a === 'number' && typeof b === 'number') return operators[operator](a, b);
    if (typeof a === 'string' && typeof b === 'string') return (a === b) === (operator === '==');
    return false;
  });
}
