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
    note: 'Correlation of inputs 1 and 2; curve: infinite width or its 1/N correction.',
  },
  {
    title: 'Relative entropy',
    quantity: 'relative-entropy',
    inputA: 1,
    axis: 'D (nats)',
    note: 'Push-forward relative entropy to layer 1; curve: (N/2) ln(q/q₁).',
  },
  {
    title: 'Excess kurtosis',
    quantity: 'excess-kurtosis-conditional',
    inputA: 1,
    axis: 'κ',
    note: 'Of one preactivation over networks, by conditioning on the kernel; curve: leading order in 1/N, or exact.',
  },
];

/** Quantities that the page asks the server for. */
export const panelQuantities: readonly string[] = panels.map((panel) => panel.quantity);
