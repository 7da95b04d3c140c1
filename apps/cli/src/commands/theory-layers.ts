import type { Activation, Architecture } from '@widthwise/network';
import {
  jacobianGain,
  kernelMatrix,
  kernelTrajectory,
  networkLaw,
  tangentContributions,
} from '@widthwise/theory';
import { type Column, renderTable } from '../render/table.ts';
import { formatNumber } from '../render/units.ts';

type Matrix = readonly (readonly number[])[];

/** Infinite-width theory of one layer. Absent where there is no such number. */
interface LayerTheory {
  /** One-based. */
  readonly layer: number;
  readonly kernel: Matrix;
  readonly decorrelations: Matrix;
  /** χ_J at input 1: the factor by which squared derivatives grow to the next layer. */
  readonly jacobianGain?: number;
  /** J^{1,l} at input 1: the product of the factors before. */
  readonly partialJacobianNorm?: number;
  /** What the layer's parameters add to the tangent kernel of the last layer. */
  readonly ntkContribution?: Matrix;
}

/** Layers 1, 2, …, as far as lengths stay in the floating-point range. */
export interface LayersTheory {
  readonly layers: readonly LayerTheory[];
  /** Tangent kernel of the last layer, NTK parameterization; absent if not asked for or if the last layer has no length. */
  readonly ntk?: Matrix;
}

export type LayersRequest = Pick<Architecture, 'depth' | 'sigmaW' | 'sigmaB' | 'skip' | 'normalization'> & {
  readonly activation: Activation;
  /** x_a·x_b/n₀, B × B row-major. */
  readonly overlaps: Float64Array;
  readonly withNtk: boolean;
};

const rowsOf = (matrix: Float64Array): Matrix => {
  const size = Math.round(Math.sqrt(matrix.length));
  return Array.from({ length: size }, (_, a) => [...matrix.subarray(a * size, (a + 1) * size)]);
};

function sumOf(matrices: readonly Float64Array[]): Float64Array | undefined {
  const [first] = matrices;
  return first?.map((_, at) => matrices.reduce((sum, matrix) => sum + (matrix[at] ?? 0), 0));
}

/** Kernels, partial Jacobians and, if asked for, the tangent kernel of an infinitely wide network, layer by layer. */
export function layersTheory({ activation, overlaps, withNtk, ...network }: LayersRequest): LayersTheory {
  // No width enters the limit, and none the NTK parameterization.
  const law = networkLaw({ ...network, activation: '', width: 1, parameterization: 'ntk' }, 1);
  const contributions = withNtk ? tangentContributions(activation, law, overlaps) : undefined;
  let norm: number | undefined = 1;
  const layers = kernelTrajectory(activation, law, overlaps).map((layer, index): LayerTheory => {
    const length = layer.lengths[0] ?? 0;
    const block = law.blocks[index];
    const gain = block === undefined || !(length > 0) ? undefined : jacobianGain(activation, block, length);
    const before = length > 0 ? norm : undefined;
    norm = before === undefined || gain === undefined ? undefined : before * gain;
    const contribution = contributions?.[index];
    return {
      layer: index + 1,
      kernel: rowsOf(kernelMatrix(layer)),
      decorrelations: rowsOf(layer.decorrelations),
      ...(gain === undefined ? {} : { jacobianGain: gain }),
      ...(before === undefined ? {} : { partialJacobianNorm: before }),
      ...(contribution === undefined ? {} : { ntkContribution: rowsOf(contribution) }),
    };
  });
  const ntk = contributions === undefined ? undefined : sumOf(contributions);
  return { layers, ...(ntk === undefined ? {} : { ntk: rowsOf(ntk) }) };
}

const column = (title: string, text: (layer: LayerTheory) => string): Column<LayerTheory> => ({
  title,
  align: 'right',
  text,
});

/** A line a layer: lengths, decorrelations of pairs, χ_J and J¹ˡ of input 1, and what each layer adds to Θ₁₁. */
export function describeLayers({ layers, ntk }: LayersTheory): string {
  const size = layers[0]?.kernel.length ?? 0;
  const inputs = Array.from({ length: size }, (_, a) => a);
  const columns = [
    column('layer', ({ layer }) => String(layer)),
    ...inputs.map((a) => column(`q_${a + 1}${a + 1}`, ({ kernel }) => formatNumber(kernel[a]?.[a], 7))),
    ...inputs.flatMap((b) =>
      inputs
        .slice(0, b)
        .map((a) =>
          column(`1 − c_${a + 1}${b + 1}`, ({ decorrelations }) => formatNumber(decorrelations[a]?.[b], 5)),
        ),
    ),
    column('χ_J', ({ jacobianGain: gain }) => formatNumber(gain, 6)),
    column('J from layer 1', ({ partialJacobianNorm }) => formatNumber(partialJacobianNorm, 5)),
    ...(ntk === undefined
      ? []
      : [column('adds to Θ_11', ({ ntkContribution }) => formatNumber(ntkContribution?.[0]?.[0], 6))]),
  ];
  const total = formatNumber(ntk?.[0]?.[0], 8);
  return `${renderTable(columns, layers)}${ntk === undefined ? '' : `\nΘ_11 of layer ${layers.length}: ${total} (NTK parameterization)`}`;
}
