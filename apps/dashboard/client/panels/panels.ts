/** The panels of a sweep's page: what is drawn against depth. One line per panel. */
export interface Panel {
  readonly title: string;
  readonly quantity: string;
  /** Input pair drawn; inputB is absent where the quantity has one input. */
  readonly inputA: number;
  readonly inputB?: number;
  readonly axis: string;
  readonly note: string;
}

export const panels: readonly Panel[] = [
  {
    title: 'Correlation',
    quantity: 'correlation',
    inputA: 1,
    inputB: 2,
    axis: 'c₁₂',
    note: 'Correlation of inputs 1 and 2. Curve: infinite width with its 1/N correction.',
  },
  {
    title: 'Relative entropy',
    quantity: 'relative-entropy',
    inputA: 1,
    axis: 'D (nats)',
    note: 'Push-forward relative entropy, reference layer 1. Curve: (N/2) ln(q/q₁) with its correction of order one.',
  },
  {
    title: 'Excess kurtosis',
    quantity: 'excess-kurtosis-conditional',
    inputA: 1,
    axis: 'κ',
    note: 'Of one preactivation over networks, by conditioning on the kernel. Curve: leading order in 1/N, or exact.',
  },
];
