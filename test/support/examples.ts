import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';

const folder = fileURLToPath(new URL('../../examples/', import.meta.url));
const DEPTH = 6;
const NETWORKS = 4;
/** Widths are divided by this, so that lists stay lists and ratios ratios. */
const NARROWER = 8;

type Spec = Record<string, unknown> & { network: Record<string, unknown> };

export const exampleNames = (): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.yaml'));

/** An example as it stands, but narrow, shallow and with two values on every generated axis. */
export function reducedExample(name: string): Spec {
  const spec = load(readFileSync(`${folder}${name}`, 'utf8')) as Spec;
  const network = Object.fromEntries(Object.entries(spec.network).map(([key, leaf]) => [key, coarser(leaf)]));
  const depth = typeof network.depth === 'number' ? Math.min(network.depth, DEPTH) : network.depth;
  return {
    ...narrowConditions(spec),
    networks: NETWORKS,
    network: { ...network, depth, width: narrower(network.width) },
  };
}

/** A generator reduced to its two ends; anything else as it is. */
function coarser(leaf: unknown): unknown {
  if (typeof leaf !== 'object' || leaf === null || Array.isArray(leaf)) return leaf;
  return Object.fromEntries(
    Object.entries(leaf).map(([generator, values]: [string, unknown]) => {
      if (!Array.isArray(values) || values.length !== 3) return [generator, values];
      const [first, last] = values as [number, number];
      return [generator, [first, last, generator === 'range' ? last - first : 2]];
    }),
  );
}

function narrower(width: unknown): unknown {
  if (typeof width === 'number') return Math.round(width / NARROWER);
  if (Array.isArray(width)) return width.map(narrower);
  const generators = Object.entries(width as Record<string, [number, number, number]>);
  return Object.fromEntries(
    generators.map(([generator, [first, last, count]]) => [
      generator,
      [first / NARROWER, last / NARROWER, count],
    ]),
  );
}

function narrowConditions(spec: Spec): Spec {
  if (!Array.isArray(spec.exclude)) return spec;
  const exclude = spec.exclude.map((text: string) =>
    text.replace(
      /width (\S+) (\d+)/g,
      (_, comparison, width) => `width ${comparison} ${Number(width) / NARROWER}`,
    ),
  );
  return { ...spec, exclude };
}
