import type { EstimateKey } from '@widthwise/probes';
import type { Prediction } from '../../experiment.ts';

/** Collects one probe's predictions; a value that is missing or not finite is no prediction. */
export class PredictionList {
  readonly #probe: string;
  readonly #entries: Prediction[] = [];

  constructor(probe: string) {
    this.#probe = probe;
  }

  get entries(): readonly Prediction[] {
    return this.#entries;
  }

  add(theory: Prediction['theory'], key: EstimateKey, value: number | undefined): void {
    if (value === undefined || !Number.isFinite(value)) return;
    this.#entries.push({ probe: this.#probe, theory, ...key, value });
  }
}
