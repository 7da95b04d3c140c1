import { loadBackend, mergeShards, runShard } from '@widthwise/engine';
import { type Prediction, type PropagateParameters, resolveExperiment } from '@widthwise/experiments';
import type { Estimate, EstimateKey, ProbeOptions, ProbeSelection } from '@widthwise/probes';
import { resolveProbe } from '@widthwise/probes';
import { streamKey } from '@widthwise/random';

export interface CellRequest {
  /** 64 hexadecimal digits; decides the random numbers. */
  readonly cellId: string;
  readonly parameters: PropagateParameters;
  /** Probe names with the options that differ from their defaults. */
  readonly probes: Readonly<Record<string, ProbeOptions>>;
  /** A power of two. */
  readonly networks: number;
}

export interface CellResult {
  estimate(key: EstimateKey): Estimate;
  readonly estimates: ReadonlyMap<string, Estimate>;
  readonly predictions: readonly Prediction[];
}

export const keyText = (key: EstimateKey): string =>
  [key.quantity, key.layer, key.step, key.inputA, key.inputB].join(' ');

function select(name: string, options: ProbeOptions): ProbeSelection {
  const probe = resolveProbe(name);
  const defaults = Object.entries(probe.options).map(([key, option]) => [key, option.defaultValue] as const);
  return { name, version: probe.version, options: { ...Object.fromEntries(defaults), ...options } };
}

const noImages = () => ({ images: new Uint8Array(), labels: new Uint8Array() });

/** Runs all networks of a cell in this process, as one shard, and estimates. */
export async function runCell(request: CellRequest): Promise<CellResult> {
  const { parameters, cellId, networks } = request;
  const probes = Object.entries(request.probes).map(([name, options]) => select(name, options));
  const experiment = resolveExperiment('propagate');
  const shape = experiment.shape(parameters);
  const shard = { cellId, experiment: 'propagate', parameters, probes, first: 0, count: networks };
  const result = await runShard(
    { ...shard, mnist: noImages, memoryBudgetBytes: 2 ** 31 },
    await loadBackend(parameters.sampler),
    () => undefined,
  );
  if (result.failures.length > 0) throw new Error(`${result.failures.length} networks failed`);
  const estimates = new Map<string, Estimate>();
  for (const [index, selection] of probes.entries()) {
    const statistics = result.statistics[index]?.statistics;
    if (statistics === undefined) throw new Error(`${selection.name} returned no statistics`);
    const merged = mergeShards(selection, shape, [{ first: 0, networks, statistics }]);
    for (const estimate of merged.result.estimates) estimates.set(keyText(estimate), estimate);
  }
  const inputs = experiment.inputs(parameters, streamKey(cellId), noImages);
  return {
    estimates,
    predictions: experiment.predict(parameters, inputs, probes),
    estimate(key) {
      const found = estimates.get(keyText(key));
      if (found === undefined) throw new Error(`no estimate of ${keyText(key)}`);
      return found;
    },
  };
}

/** (value − truth)/standard error. */
export function score(estimate: Estimate, truth: number): number {
  if (estimate.value === undefined || estimate.standardError === undefined) {
    throw new Error(`${keyText(estimate)} has no value or no standard error`);
  }
  return (estimate.value - truth) / estimate.standardError;
}
