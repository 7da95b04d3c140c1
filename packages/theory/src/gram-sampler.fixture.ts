import type { Activation } from '@widthwise/network';
import type { Scales } from './scales.ts';

/** One network's numbers, layer by layer, that the finite-width theory has means of. */
export type Trajectory = Readonly<Record<string, Float64Array>>;

/**
 * Uniform numbers of SplitMix-like quality from one 32-bit word (Mulberry32), turned to normals by
 * Box–Muller.
 */
export function normalSource(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

interface SamplerOptions {
  readonly activation: Activation;
  readonly scales: Scales;
  /** N_l of every layer. */
  readonly widths: readonly number[];
  /** Kernel of layer 1: (q_aa, q_ab, q_bb). */
  readonly first: readonly [number, number, number];
}

/**
 * One random network, exact in law: given the kernel of a layer, its neurons are independent Gaussians. The
 * third column is the injected one, which starts as i.i.d. noise with the sampled mean and variance of the
 * first.
 */
export function sampleNetwork(options: SamplerOptions, normal: () => number): Trajectory {
  const { activation, scales, widths, first } = options;
  const depth = widths.length;
  const names = [
    'aa',
    'ab',
    'difference',
    'gap',
    'mismatch',
    'forward',
    'reverse',
    'kernelForward',
    'kernelReverse',
  ];
  const out = Object.fromEntries(names.map((name) => [name, new Float64Array(depth)]));
  let kernel = [first[0], first[1], 0, first[1], first[2], 0, 0, 0, 0];
  let reference = { mean: 0, variance: 1 };
  for (const [layer, width] of widths.entries()) {
    const columns = [0, 1, 2].map(() => new Float64Array(width));
    drawRows(kernel, columns, normal);
    const law = lawOf(columns[0] ?? new Float64Array());
    if (layer === 0) {
      reference = law;
      columns[2]?.forEach((_, i, column) => {
        column[i] = law.mean + Math.sqrt(law.variance) * normal();
      });
    }
    const put = (name: string, value: number): void => {
      const series = out[name];
      if (series) series[layer] = value;
    };
    const [aa = 0, ab = 0, , , bb = 0] = kernel;
    put('aa', aa);
    put('ab', ab);
    put('difference', aa + bb - 2 * ab);
    const spread = columns[2]?.reduce((sum, z) => sum + (z - law.mean) ** 2, 0) ?? 0;
    put('mismatch', spread / (2 * law.variance) - width / 2);
    const ratio = law.variance / reference.variance;
    const shift = (law.mean - reference.mean) ** 2;
    put('gap', (width / 2) * Math.log(ratio));
    put('forward', (width / 2) * (1 / ratio - 1 + Math.log(ratio) + shift / law.variance));
    put('reverse', (width / 2) * (ratio - 1 - Math.log(ratio) + shift / reference.variance));
    const [p, q] = [first, [aa, ab, bb] as const];
    const logs = Math.log((q[0] * q[2] - q[1] ** 2) / (p[0] * p[2] - p[1] ** 2));
    put('kernelForward', 0.5 * (traceRatio(p, q) - 2 + logs));
    put('kernelReverse', 0.5 * (traceRatio(q, p) - 2 - logs));
    kernel = nextKernel(columns, activation, scales);
  }
  return out;
}

/** tr(Q⁻¹ P) of two symmetric 2 × 2 matrices. */
const traceRatio = (p: readonly [number, number, number], q: readonly [number, number, number]): number =>
  (q[2] * p[0] - 2 * q[1] * p[1] + q[0] * p[2]) / (q[0] * q[2] - q[1] ** 2);

function drawRows(kernel: readonly number[], columns: readonly Float64Array[], normal: () => number): void {
  const [k00 = 0, k10 = 0, k20 = 0, , k11 = 0, k21 = 0, , , k22 = 0] = kernel;
  const l00 = Math.sqrt(k00);
  const l10 = k10 / l00;
  const l11 = Math.sqrt(k11 - l10 * l10);
  const l20 = k20 / l00;
  const l21 = (k21 - l20 * l10) / l11;
  const l22 = Math.sqrt(Math.max(0, k22 - l20 * l20 - l21 * l21));
  const [a = new Float64Array(), b = a, s = a] = columns;
  for (let i = 0; i < a.length; i += 1) {
    const [x, y, z] = [normal(), normal(), normal()];
    a[i] = l00 * x;
    b[i] = l10 * x + l11 * y;
    s[i] = l20 * x + l21 * y + l22 * z;
  }
}

function lawOf(z: Float64Array): { readonly mean: number; readonly variance: number } {
  const mean = z.reduce((sum, value) => sum + value, 0) / z.length;
  return { mean, variance: z.reduce((sum, value) => sum + value * value, 0) / z.length - mean * mean };
}

function nextKernel(columns: readonly Float64Array[], activation: Activation, scales: Scales): number[] {
  const images = columns.map((column) => column.map((z) => activation.phi(z)));
  return images.flatMap((left) =>
    images.map((right) => {
      const product = left.reduce((sum, value, i) => sum + value * right[i]!, 0);
      return scales.sigmaB ** 2 + (scales.sigmaW ** 2 * product) / left.length;
    }),
  );
}
