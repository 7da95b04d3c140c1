/** Settings of the compiled backward pass, one exported global each; see kernel/backward-settings.ts. */
type BackwardSetting =
  | 'signalInputs'
  | 'signalStride'
  | 'signals'
  | 'otherSignals'
  | 'images'
  | 'scratch'
  | 'signalGram'
  | 'signalFactor'
  | 'signalDiagonal'
  | 'signalTriangle'
  | 'cross'
  | 'crossRows'
  | 'freshCross'
  | 'freshBiases'
  | 'normalSums';

export type BackwardSettings = Readonly<Record<BackwardSetting, number>>;

/** What the compiled kernel exports for the backward pass. */
export interface BackwardExports extends Readonly<Record<BackwardSetting, { value: number }>> {
  leaveLayer(panels: number, width: number, factor: number): void;
  reachLayer(panels: number, width: number, statistics: number): void;
  stepBack(
    network: number,
    layerWord: number,
    weightDeviation: number,
    biasDeviation: number,
    isLast: number,
  ): void;
}

export function applyBackwardSettings(kernel: BackwardExports, settings: BackwardSettings): void {
  for (const [name, value] of Object.entries(settings)) kernel[name as BackwardSetting].value = value;
}
