import {
  type ActivationChoice,
  activations,
  nearestName,
  resolveActivation,
  resolveInputs,
} from '@widthwise/network';
import { type Scales, type TheoryReport, theoryReport } from '@widthwise/theory';
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { note, print, printJson } from '../render/output.ts';
import { color } from '../render/style.ts';
import { renderFacts } from '../render/table.ts';
import { formatNumber } from '../render/units.ts';
import { describeLayers, type LayersRequest, layersTheory } from './theory-layers.ts';

/** Length from which the length map starts when no inputs are given: that of an input with |x|²/n₀ = 1. */
const UNIT_SQUARED_NORM = 1;

interface Options {
  readonly activation: string;
  readonly negativeSlope?: string;
  readonly sigmaW?: string;
  readonly sigmaW2?: string;
  readonly sigmaB?: string;
  readonly sigmaB2?: string;
  readonly depth?: string;
  readonly overlaps?: string;
  readonly skip?: string;
  readonly normalization?: string;
  readonly ntk?: boolean;
  readonly json?: boolean;
}

function readNumber(
  option: string,
  text: string,
  rule: string,
  isAllowed: (value: number) => boolean,
): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || !isAllowed(value))
    throw new UsageError(`SPEC_RANGE: ${option} must be ${rule}, got ${text}.`);
  return value;
}

/** σ from itself or from its square; exactly one where it is required. */
function readScale(
  name: 'sigma-w' | 'sigma-b',
  plain: string | undefined,
  squared: string | undefined,
): number | undefined {
  if (plain !== undefined && squared !== undefined)
    throw new UsageError(`SPEC_CONFLICT: --${name} and --${name}2 say the same thing. Leave one out.`);
  const isPositive = name === 'sigma-w';
  const rule = isPositive ? 'a positive number' : 'a number ≥ 0';
  const isAllowed = (value: number) => (isPositive ? value > 0 : value >= 0);
  if (squared !== undefined) return Math.sqrt(readNumber(`--${name}2`, squared, rule, isAllowed));
  return plain === undefined ? undefined : readNumber(`--${name}`, plain, rule, isAllowed);
}

function readChoice(options: Options): ActivationChoice {
  const names = Object.keys(activations);
  const entry = Object.hasOwn(activations, options.activation) ? activations[options.activation] : undefined;
  if (entry === undefined) {
    const near = nearestName(options.activation, names);
    const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
    throw new UsageError(
      `SPEC_UNKNOWN_NAME: activation "${options.activation}" is not known.${hint} Known: ${names.join(', ')}.`,
    );
  }
  if (!entry.parameters.includes('negativeSlope')) return { activation: options.activation };
  const slope = readNumber('--negative-slope', options.negativeSlope ?? '0.01', 'a number', () => true);
  return { activation: options.activation, negativeSlope: slope };
}

function readOverlaps(text: string): Float64Array {
  const refuse = (): never => {
    throw new UsageError(
      `SPEC_RANGE: --overlaps must be a square matrix of numbers such as '[[1,0.6],[0.6,1]]', got ${text.slice(0, 60)}.`,
    );
  };
  let matrix: unknown;
  try {
    matrix = JSON.parse(text);
  } catch {
    return refuse();
  }
  if (!Array.isArray(matrix) || matrix.length === 0) return refuse();
  const size = matrix.length;
  const isRow = (row: unknown) =>
    Array.isArray(row) &&
    row.length === size &&
    row.every((entry) => typeof entry === 'number' && Number.isFinite(entry));
  return matrix.every(isRow) ? requireVectors(matrix) : refuse();
}

/** Refuses overlaps that no inputs have, as a spec does. */
function requireVectors(matrix: readonly (readonly number[])[]): Float64Array {
  const noImages = { images: new Uint8Array(0), labels: new Uint8Array(0) };
  try {
    return resolveInputs({ ensemble: 'overlaps', matrix }, [0, 0], () => noImages).overlaps;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(error.message.replace('inputs', '--overlaps'), { cause: error });
  }
}

/** As JSON shows it: null where there is no such number. */
function jsonReport(name: string, scales: Scales, report: TheoryReport) {
  const { qStar = null, cStar = null, chi1 = null, xiQ = null, xiC = null } = report;
  return {
    activation: name,
    ...scales,
    qStar,
    cStar,
    chi1,
    xiQ,
    xiC,
    criticalSigmaW: report.criticalSigmaW ?? null,
  };
}

function printReport(name: string, { sigmaW, sigmaB }: Scales, report: TheoryReport): void {
  const at = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value, 10));
  print(
    `${color.bold(name)}  σ_w² = ${formatNumber(sigmaW ** 2, 6)}, σ_b² = ${formatNumber(sigmaB ** 2, 6)}, infinite width\n`,
  );
  print(
    renderFacts([
      ['phase', report.phase ?? 'unbounded: lengths grow without limit, or every length is a fixed point'],
      ['q*', `${at(report.qStar)}   length fixed point`],
      ['c*', `${at(report.cStar)}   correlation fixed point`],
      ['χ₁', `${at(report.chi1)}   growth of a small decorrelation per layer`],
      ['ξ_q', `${at(report.xiQ)}   depth scale of lengths, in layers`],
      ['ξ_c', `${at(report.xiC)}   depth scale of correlations, in layers`],
      [
        'critical σ_w',
        `${at(report.criticalSigmaW)}   at this σ_b (σ_w² = ${report.criticalSigmaW === undefined ? '–' : formatNumber(report.criticalSigmaW ** 2, 7)})`,
      ],
    ]),
  );
}

/** Skip and normalization; nothing of a plain network, whose fixed points are known. */
function readVariants({ skip: text, normalization }: Options): Pick<LayersRequest, 'skip' | 'normalization'> {
  const skip = text === undefined ? 0 : readNumber('--skip', text, 'a number', () => true);
  if (normalization === undefined) return skip === 0 ? {} : { skip };
  if (normalization !== 'preactivation' && normalization !== 'postactivation')
    throw new UsageError(
      `SPEC_UNKNOWN_NAME: --normalization must be preactivation or postactivation, got ${normalization}.`,
    );
  return { normalization, ...(skip === 0 ? {} : { skip }) };
}

const isDepth = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 65_535;

function readDepth(options: Options, isPlain: boolean): number {
  if (options.depth !== undefined)
    return readNumber('--depth', options.depth, 'an integer from 1 to 65535', isDepth);
  if (options.overlaps !== undefined) throw new UsageError('SPEC_MISSING: --overlaps needs --depth.');
  if (options.ntk) throw new UsageError('SPEC_MISSING: --ntk needs --depth.');
  if (!isPlain)
    throw new UsageError(
      'SPEC_MISSING: --skip and --normalization need --depth: fixed points are given without them alone.',
    );
  return 0;
}

function runTheory(options: Options): void {
  const choice = readChoice(options);
  const sigmaW = readScale('sigma-w', options.sigmaW, options.sigmaW2);
  if (sigmaW === undefined) throw new UsageError('SPEC_MISSING: --sigma-w or --sigma-w2 must be given.');
  const scales = { sigmaW, sigmaB: readScale('sigma-b', options.sigmaB, options.sigmaB2) ?? 0 };
  const variants = readVariants(options);
  const isPlain = Object.keys(variants).length === 0;
  const depth = readDepth(options, isPlain);
  const overlaps = readOverlaps(options.overlaps ?? `[[${UNIT_SQUARED_NORM}]]`);
  const activation = resolveActivation(choice);
  const request = { activation, ...scales, ...variants, depth, overlaps, withNtk: options.ntk ?? false };
  const theory = depth === 0 ? undefined : layersTheory(request);
  const report = isPlain ? theoryReport({ activation, ...scales, squaredNorm: overlaps[0] ?? 0 }) : undefined;
  if (options.json) {
    const answer =
      report === undefined
        ? { activation: choice.activation, ...scales, ...variants }
        : jsonReport(choice.activation, scales, report);
    printJson({ ...answer, ...theory });
    return;
  }
  if (report !== undefined) printReport(choice.activation, scales, report);
  if (theory === undefined) return;
  print(`${report === undefined ? '' : '\n'}${describeLayers(theory)}`);
  const known = theory.layers.length;
  if (known < depth)
    note(`Layers ${known + 1} to ${depth} are left out: lengths have left the floating-point range.`);
}

export function addTheory(program: Command): void {
  program
    .command('theory')
    .description('infinite-width theory: fixed points, phase, depth scales; with --depth, layer by layer')
    .requiredOption('--activation <name>', `φ: ${Object.keys(activations).join(', ')}`)
    .option('--negative-slope <slope>', 'of leaky-relu (default 0.01)')
    .option('--sigma-w <σ>', 'weight scale, Var W = σ_w²/fan-in')
    .option('--sigma-w2 <σ²>', 'its square, instead')
    .option('--sigma-b <σ>', 'bias scale (default 0)')
    .option('--sigma-b2 <σ²>', 'its square, instead')
    .option('--depth <L>', 'also every layer: its kernel and the partial Jacobian of input 1')
    .option('--overlaps <matrix>', "x_a·x_b/n₀ as JSON, such as '[[1,0.6],[0.6,1]]' (default [[1]])")
    .option('--skip <μ>', 'adds μ times a layer’s preactivations to those of the next')
    .option('--normalization <of>', 'layer normalization: preactivation or postactivation')
    .option('--ntk', 'also the tangent kernel of layer L, by layers, in the NTK parameterization')
    .option('--json', 'one JSON object')
    .action((options: Options) => runTheory(options));
}
