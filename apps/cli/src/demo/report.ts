import type { SweepPlan } from '@widthwise/plan';
import { type Point, renderChart } from '../render/chart.ts';
import { color, terminalWidth } from '../render/style.ts';
import { type Column, renderTable } from '../render/table.ts';
import { formatCount, formatEstimate, formatNumber } from '../render/units.ts';
import { type GridPoint, gridPoint, transitionOf } from './grid-point.ts';
import { KURTOSIS_LAYERS, type Measurements, type ResidualCounts } from './measurements.ts';

/** Shares of a normal law within 2, 3 and 4 standard deviations. */
const NORMAL_SHARES = [0.9545, 0.9973, 0.99994] as const;
/** Every so many grid points make a row. */
const ROW_STEP = 4;

const heading = (text: string): string => `\n${color.bold(text)}`;
const dimmed = (text: string): string => color.dim(text);

/** (measured − theory)/standard error, signed; a dash where one is missing. */
function deviation(
  value: number | undefined,
  standardError: number | undefined,
  theory: number | undefined,
): string {
  if (value === undefined || theory === undefined || standardError === undefined || !(standardError > 0))
    return '–';
  const z = (value - theory) / standardError;
  return `${z < 0 ? '−' : '+'}${Math.abs(z).toFixed(1)}`;
}

function depthScaleChart(points: readonly GridPoint[], transition: number | undefined): string {
  const measured: Point[] = points.flatMap(({ sigmaW2, scale }) =>
    scale === undefined || scale.standardError > scale.value / 2
      ? []
      : [{ x: sigmaW2, y: scale.value, error: scale.standardError }],
  );
  const theory: Point[] = points.flatMap(({ sigmaW2, scaleTheory }) =>
    scaleTheory === undefined ? [] : [{ x: sigmaW2, y: scaleTheory }],
  );
  if (measured.length === 0) return dimmed('No decay of correlations stands out of the noise.');
  return renderChart({
    width: Math.min(84, terminalWidth() - 10),
    height: 16,
    measured,
    theory,
    marks:
      transition === undefined
        ? []
        : [{ x: transition, label: `ordered ← σ_w² = ${transition.toFixed(3)} → chaotic` }],
    xLabel: 'σ_w²',
    yLabel: 'ξ in layers, logarithmic',
    isLogY: true,
  });
}

const pointColumns: readonly Column<GridPoint>[] = [
  { title: 'σ_w²', align: 'right', text: (row) => row.sigmaW2.toFixed(2) },
  {
    title: 'ξ measured',
    align: 'right',
    text: (row) => formatEstimate(row.scale?.value, row.scale?.standardError),
  },
  { title: 'same layers', align: 'right', text: (row) => formatNumber(row.scaleSameLayers, 4) },
  { title: 'ξ_c', align: 'right', text: (row) => formatNumber(row.scaleTheory, 4) },
  {
    title: 'D measured, nats',
    align: 'right',
    text: (row) => formatEstimate(row.plateau?.value, row.plateau?.standardError),
  },
  { title: '(N/2) ln(q*/q⁰)', align: 'right', text: (row) => formatNumber(row.plateauTheory, 4) },
  {
    title: 'off by, SE',
    align: 'right',
    text: (row) => deviation(row.plateau?.value, row.plateau?.standardError, row.plateauTheory),
  },
];

function kurtosisTable(plan: SweepPlan, measurements: Measurements): string {
  const scales = plan.cells.map(({ cell }) => cell.parameters.network.sigmaW);
  const shown = [scales[0], scales[Math.round(0.375 * (scales.length - 1))], scales.at(-1)].filter(
    (scale) => scale !== undefined,
  );
  const find = (sigmaW: number, layer: number) =>
    measurements.kurtoses.find((row) => row.sigmaW === sigmaW && row.layer === layer);
  const layers = KURTOSIS_LAYERS.filter((layer) => shown.some((sigmaW) => find(sigmaW, layer) !== undefined));
  const columns: Column<number>[] = [
    { title: 'layer', align: 'right', text: (layer) => String(layer) },
    ...shown.flatMap((sigmaW): Column<number>[] => [
      {
        title: `σ_w² = ${(sigmaW ** 2).toFixed(2)}`,
        align: 'right',
        text: (layer) => formatEstimate(find(sigmaW, layer)?.value, find(sigmaW, layer)?.standardError),
      },
      { title: 'theory', align: 'right', text: (layer) => formatNumber(find(sigmaW, layer)?.prediction, 4) },
    ]),
  ];
  return renderTable(columns, layers);
}

const share = (count: number, total: number): string =>
  total === 0 ? '–' : `${((100 * count) / total).toFixed(1)} %`;

const residualColumns: readonly Column<ResidualCounts>[] = [
  { title: 'quantity', text: (row) => row.quantity },
  { title: 'theory', text: (row) => row.theory },
  { title: 'comparisons', align: 'right', text: (row) => formatCount(row.comparisons) },
  { title: 'within 2 SE', align: 'right', text: (row) => share(row.within2, row.comparisons) },
  { title: '3 SE', align: 'right', text: (row) => share(row.within3, row.comparisons) },
  { title: '4 SE', align: 'right', text: (row) => share(row.within4, row.comparisons) },
];

const sum = (rows: readonly ResidualCounts[], pick: (row: ResidualCounts) => number): number =>
  rows.reduce((total, row) => total + pick(row), 0);

function residualTable(rows: readonly ResidualCounts[]): string {
  const all: ResidualCounts = {
    quantity: 'all',
    theory: '',
    comparisons: sum(rows, (row) => row.comparisons),
    within2: sum(rows, (row) => row.within2),
    within3: sum(rows, (row) => row.within3),
    within4: sum(rows, (row) => row.within4),
  };
  const should = NORMAL_SHARES.map((value) => `${(100 * value).toFixed(value > 0.999 ? 2 : 1)} %`).join(', ');
  return `${renderTable(residualColumns, [...rows, all])}\n${dimmed(`A normal law would have ${should} within 2, 3, 4 standard errors. Layers of one network are not\nindependent. Theory is exact at this width, or carries the first correction in 1/N.`)}`;
}

/** The answer of the demonstration, for the terminal. */
export function renderReport(plan: SweepPlan, measurements: Measurements): string {
  const points = plan.cells.map((planned) => gridPoint(planned, measurements));
  const [first] = plan.cells;
  const transition = first === undefined ? undefined : transitionOf(first);
  const { width, depth, activation } = first?.cell.parameters.network ?? {};
  return [
    heading('How deep correlations travel'),
    dimmed(
      `Two inputs through ${activation} networks, width ${width}, depth ${depth}: ${color.reset(color.cyan('●'))} ${dimmed('measured decay of c towards c*, where known to a factor 2,')} ${color.reset(color.yellow('⠒'))} ${dimmed('theory ξ_c at infinite width')}`,
    ),
    depthScaleChart(points, transition),
    heading('Depth scale, and the plateau of the relative entropy between layer 1 and the last'),
    renderTable(
      pointColumns,
      points.filter((_, i) => i % ROW_STEP === 0),
    ),
    dimmed(
      '"same layers": theory at this width, read between the same two layers as the measurement; ξ_c: infinite depth and width.\nq⁰ is the length of layer 1, the reference. ± is one standard error over networks.',
    ),
    heading('Excess kurtosis of one neuron over random networks'),
    kurtosisTable(plan, measurements),
    heading('Measurement against theory'),
    residualTable(measurements.residuals),
  ].join('\n');
}
