import type { Architecture } from '@widthwise/network';
import type { LeafValue } from './written-leaf.ts';

type Shape = Pick<Architecture, 'width' | 'depth' | 'widthFactors' | 'outputWidth'>;

/** The value of a leaf that is a list of numbers. */
export const isNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'number');

/** 1, f, f², … by products, whose bits every machine agrees on, unlike those of powers. */
function tapered(factor: number, depth: number): number[] {
  const factors: number[] = [];
  for (let layer = 0, product = 1; layer < depth; layer++, product *= factor) factors.push(product);
  return factors;
}

/**
 * Neurons of a cell's layers at a grid point. Where all layers are alike there are no factors, and where there is an
 * output its factor, which nothing reads, is 1: networks that are equal are equally written.
 */
export function shapeAt(values: ReadonlyMap<string, LeafValue>): Shape {
  const written = (key: string) => values.get(`network.${key}`);
  const outputWidth = written('outputWidth');
  const output = typeof outputWidth === 'number' ? { outputWidth } : {};
  const widths = written('widths');
  const list = isNumbers(widths) ? widths : undefined;
  const depth = list?.length ?? Number(written('depth') ?? 0);
  const hidden = typeof outputWidth === 'number' && depth > 1 ? list?.slice(0, -1) : list;
  const width = hidden?.reduce((most, n) => Math.max(most, n), 1) ?? Number(written('width') ?? 0);
  const factors = factorsAt(values, list, width, depth);
  if (typeof outputWidth === 'number' && factors.length > 0) factors[depth - 1] = 1;
  const isUniform = factors.every((factor) => factor === 1);
  return { width, depth, ...(isUniform ? {} : { widthFactors: factors }), ...output };
}

function factorsAt(
  values: ReadonlyMap<string, LeafValue>,
  list: readonly number[] | undefined,
  width: number,
  depth: number,
): number[] {
  if (list !== undefined) return list.map((n) => n / width);
  const taper = values.get('network.taper');
  if (typeof taper === 'number') return tapered(taper, depth);
  const bottleneck = values.get('network.bottleneck');
  if (!isNumbers(bottleneck)) return [];
  const [layer, factor = 1] = bottleneck;
  return Array.from({ length: depth }, (_, index) => (index + 1 === layer ? factor : 1));
}
