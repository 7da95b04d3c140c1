import { layerWidths } from '@widthwise/network';
import type { Cell } from '@widthwise/plan';
import { formatCount } from './units.ts';

type Network = Cell['parameters']['network'];
type Fact = readonly [string, string];

/** Neurons of each layer, runs of one width together: "256 × 3, 4, 256 × 8". */
function widthsText(network: Network): string {
  const runs: { width: number; layers: number }[] = [];
  for (const width of layerWidths(network)) {
    const last = runs.at(-1);
    if (last?.width === width) last.layers += 1;
    else runs.push({ width, layers: 1 });
  }
  return runs
    .map(({ width, layers }) => `${formatCount(width)}${layers === 1 ? '' : ` × ${layers}`}`)
    .join(', ');
}

function shapeFacts({ experiment, parameters: { network } }: Cell): readonly Fact[] {
  const { width, depth, widthFactors, outputWidth } = network;
  if (experiment === 'equilibrium')
    return [
      ['width', formatCount(width)],
      ['iterations', `${formatCount(depth)} at most`],
    ];
  if (widthFactors === undefined && outputWidth === undefined)
    return [['width × depth', `${formatCount(width)} × ${formatCount(depth)}`]];
  const output = outputWidth === undefined ? '' : '; the last is a linear output';
  return [
    ['depth', formatCount(depth)],
    ['widths', `${widthsText(network)}${output}`],
  ];
}

const weightsText = ({ weights = 'gaussian', weightShape }: Network): string =>
  `${weights}${weightShape === undefined ? '' : ` (shape ${weightShape})`}`;

/** What a cell's network is, line by line; what every plain network has is not said. */
export function networkFacts(cell: Cell): readonly Fact[] {
  const { parameters } = cell;
  const { network } = parameters;
  const isUntied = 'untied' in parameters;
  const { activation, negativeSlope, skip, normalization, parameterization } = network;
  const notable: readonly Fact[] = [
    ...(network.weights === undefined ? [] : [['weights', weightsText(network)] as const]),
    ...(isUntied ? [['weights drawn', 'anew in every iteration'] as const] : []),
    ...(skip === undefined ? [] : [['skip μ', String(skip)] as const]),
    ...(normalization === undefined ? [] : [['normalization', `of ${normalization}s`] as const]),
    ...(parameterization === undefined ? [] : [['parameterization', parameterization] as const]),
  ];
  return [
    ['activation', `${activation}${negativeSlope === undefined ? '' : ` (slope ${negativeSlope})`}`],
    ...shapeFacts(cell),
    ['σ_w, σ_b', `${network.sigmaW}, ${network.sigmaB}`],
    ...notable,
  ];
}
