import { layerWidths } from '@widthwise/network';
import { notableAt } from './cell-parameters.ts';
import { conflict, type Fault, ruleFault, showValue } from './fault.ts';
import type { GridRule, Setting } from './grid-rule.ts';
import { isNumbers, shapeAt } from './layer-shape.ts';
import { MOST_NEURONS } from './network-schema.ts';

const SHAPE = ['width', 'depth', 'widths', 'bottleneck', 'taper', 'outputWidth'].map(
  (key) => `network.${key}`,
);

/** Neurons of every layer; of experiment `propagate`, whose layers can differ. */
const widthsAt = ({ values }: Setting): readonly number[] =>
  layerWidths({ activation: '', sigmaW: 1, sigmaB: 0, ...shapeAt(values) });

function skipFault(setting: Setting): Fault | undefined {
  const skip = notableAt(setting.values, 'network.skip');
  if (skip === undefined) return undefined;
  const normalization = setting.values.get('network.normalization');
  if (normalization === 'postactivation')
    return conflict(
      'network.skip',
      `and normalization postactivation are not known together, got skip ${skip}. Leave one out, or normalize preactivations.`,
    );
  const widths = widthsAt(setting);
  if (widths.every((width) => width === widths[0])) return undefined;
  return conflict(
    'network.skip',
    `joins layers of one width, got ${skip} with layers of ${showValue(widths)} neurons. Leave skip out, or give every layer one width.`,
  );
}

function bottleneckFault({ values }: Setting): Fault | undefined {
  const bottleneck = values.get('network.bottleneck');
  const depth = values.get('network.depth');
  if (!isNumbers(bottleneck) || typeof depth !== 'number') return undefined;
  const [layer = 0] = bottleneck;
  if (layer > depth)
    return ruleFault('SPEC_RANGE', 'network.bottleneck', `must name a layer up to depth ${depth}`, layer);
  if (layer === depth && values.get('network.outputWidth') !== undefined)
    return conflict(
      'network.bottleneck',
      `names layer ${layer}, the output, whose neurons outputWidth gives. Name a layer before it.`,
    );
  return undefined;
}

function outputFault({ values }: Setting): Fault | undefined {
  const widths = values.get('network.widths');
  const outputWidth = values.get('network.outputWidth');
  if (!isNumbers(widths) || outputWidth === undefined) return undefined;
  const last = widths.at(-1);
  return last === outputWidth
    ? undefined
    : conflict(
        'network.outputWidth',
        `must be the last of network.widths, ${showValue(last)}, got ${showValue(outputWidth)}. The list has the output too.`,
      );
}

function largestFault(setting: Setting): Fault | undefined {
  const path = ['network.taper', 'network.bottleneck'].find((key) => setting.values.has(key));
  if (path === undefined) return undefined;
  const widths = widthsAt(setting);
  const layer = widths.findIndex((width) => !(width <= MOST_NEURONS));
  if (layer < 0) return undefined;
  return ruleFault(
    'SPEC_RANGE',
    path,
    `must leave every layer at most ${MOST_NEURONS} neurons, which layer ${layer + 1} has not`,
    widths[layer],
  );
}

/** The deviation of a single neuron from its own mean is zero, and what is divided by it is not a number. */
function normalizationFault(setting: Setting): Fault | undefined {
  const normalization = notableAt(setting.values, 'network.normalization');
  if (normalization === undefined) return undefined;
  const layer = widthsAt(setting).slice(0, -1).indexOf(1);
  if (layer < 0) return undefined;
  return conflict(
    'network.normalization',
    `needs at least two neurons in every layer but the last, got one in layer ${layer + 1}. Leave normalization out, or widen it.`,
  );
}

/** Rules between the numbers of neurons of a network's layers and what joins them. */
export const shapeRules: readonly GridRule[] = [
  { reads: [...SHAPE, 'network.skip', 'network.normalization'], check: skipFault },
  { reads: ['network.bottleneck', 'network.depth', 'network.outputWidth'], check: bottleneckFault },
  { reads: ['network.widths', 'network.outputWidth'], check: outputFault },
  { reads: SHAPE, check: largestFault },
  { reads: [...SHAPE, 'network.normalization'], check: normalizationFault },
];
