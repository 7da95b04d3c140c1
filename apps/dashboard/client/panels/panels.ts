import type { QuantitySummary, SeriesPoint } from '../../shapes/summary.ts';

/** How a quantity is drawn. */
export interface Panel {
  readonly title: string;
  readonly quantity: string;
  readonly axis: string;
  /** What is drawn; without it the points say which inputs they are of and by which theory. */
  readonly note?: string;
  /** Whether the vertical axis begins at 0. */
  readonly isFromZero: boolean;
}

/** Quantities shown first where a sweep has them. One line per panel. */
const known: readonly Panel[] = [
  {
    title: 'Correlation',
    quantity: 'correlation',
    axis: 'c₁₂',
    note: 'Correlation of inputs 1 and 2. Curve: infinite width with its 1/N correction.',
    isFromZero: false,
  },
  {
    title: 'Relative entropy',
    quantity: 'relative-entropy',
    axis: 'D (nats)',
    note: 'Push-forward relative entropy, reference layer 1. Curve: (N/2) ln(q/q₁) with its correction of order one.',
    isFromZero: true,
  },
  {
    title: 'Excess kurtosis',
    quantity: 'excess-kurtosis-conditional',
    axis: 'κ',
    note: 'Of one preactivation over networks, by conditioning on the kernel. Curve: leading order in 1/N, or exact.',
    isFromZero: true,
  },
];

/** Panels open at first. */
const OPEN = 6;

/** A quantity without an entry is titled by its stored name. */
export const panelOf = (quantity: string): Panel =>
  known.find((panel) => panel.quantity === quantity) ?? {
    title: quantity,
    quantity,
    axis: '',
    isFromZero: false,
  };

/** Known ones first, then those with errors and theory, then those with errors. */
function rank({ quantity, hasErrors, hasPredictions }: QuantitySummary): number {
  const place = known.findIndex((panel) => panel.quantity === quantity);
  if (place >= 0) return place;
  return known.length + (hasErrors && hasPredictions ? 0 : hasErrors ? 1 : 2);
}

/** Quantities in the order in which panels show them, and those open at first. */
export function arrange(quantities: readonly QuantitySummary[]): {
  readonly all: readonly string[];
  readonly open: readonly string[];
} {
  const all = [...quantities].sort((a, b) => rank(a) - rank(b)).map(({ quantity }) => quantity);
  return { all, open: all.slice(0, OPEN) };
}

/** Says of points which key and theory they are of. */
export function describePoints(points: readonly SeriesPoint[], hasCurve: boolean): string {
  const [first] = points;
  const inputs = [first?.inputA, first?.inputB].filter((input) => typeof input === 'number');
  const steps = new Set(points.map(({ step }) => step));
  const key = [
    ...(inputs.length === 0 ? [] : [`${inputs.length > 1 ? 'inputs' : 'input'} ${inputs.join(' and ')}`]),
    ...(steps.size === 1 && typeof first?.step === 'number' ? [`step ${first.step}`] : []),
  ].join(', ');
  const theories = [...new Set(points.flatMap(({ theory }) => theory ?? []))].join(' or ');
  const theory =
    theories === '' ? 'No theory is stored.' : `${hasCurve ? 'Curve' : 'Crosses'}: theory, ${theories}.`;
  return `${key === '' ? '' : `Of ${key}. `}${theory}`;
}
