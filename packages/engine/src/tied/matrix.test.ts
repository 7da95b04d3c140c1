import type { TiedFamily } from '@widthwise/experiments';
import { normals, purposes } from '@widthwise/random';
import { describe, expect, it } from 'vitest';
import { imageLaws } from './image-laws.ts';
import { TiedMatrix } from './matrix.ts';

const FAMILIES: readonly TiedFamily[] = ['iid', 'orthogonal', 'goe'];
const WIDTH = 12;

const column = (index: number, width = WIDTH): Float64Array => {
  const out = new Float64Array(width);
  normals([1, 2], { network: 0, layer: 0, purpose: purposes.inputs, column: index }, out);
  return out;
};

const dot = (u: Float64Array, v: Float64Array): number => u.reduce((sum, value, i) => sum + value * v[i]!, 0);

/** A matrix whose draws are numbered, and how many it took. */
function matrixOf(family: TiedFamily, width = WIDTH) {
  const matrix = new TiedMatrix(width, imageLaws[family], 1000);
  let draws = 0;
  const image = (v: Float64Array): Float64Array => {
    const out = new Float64Array(width);
    matrix.image(
      v,
      (fresh) => {
        normals([3, 4], { network: 0, layer: 1, purpose: purposes.tiedImages, column: draws }, fresh);
        draws += 1;
      },
      out,
    );
    return out;
  };
  return { matrix, image, draws: () => draws };
}

/** Largest difference of two vectors. */
const distance = (u: Float64Array, v: Float64Array): number =>
  u.reduce((most, value, i) => Math.max(most, Math.abs(value - v[i]!)), 0);

// Sums of N = 12 products of order one, each to 2⁻⁵³.
const ROUNDING = 1e-13;

describe.each(FAMILIES)('an unseen matrix, %s', (family) => {
  it('is linear to rounding, and takes no draw within the span of what it has seen', () => {
    const { image, draws } = matrixOf(family);
    const [u, v] = [column(0), column(1)];
    const [imageU, imageV] = [image(u), image(v)];
    const sum = image(u.map((value, i) => 0.3 * value - 2 * v[i]!));
    expect(
      distance(
        sum,
        imageU.map((value, i) => 0.3 * value - 2 * imageV[i]!),
      ),
    ).toBeLessThan(ROUNDING);
    expect(
      image(u.map((value) => 1e-9 * value)).every((value, i) => Math.abs(value - 1e-9 * imageU[i]!) < 1e-22),
    ).toBe(true);
    expect(draws()).toBe(2);
  });

  it('keeps its precision for a direction that is nearly in the span', () => {
    const { image } = matrixOf(family);
    const [u, v] = [column(0), column(1)];
    const imageU = image(u);
    const near = image(u.map((value, i) => value + 1e-9 * v[i]!));
    const imageV = image(v);
    // (W(u + εv) − Wu)/ε loses nine of sixteen digits.
    const quotient = near.map((value, i) => (value - imageU[i]!) / 1e-9);
    expect(distance(quotient, imageV)).toBeLessThan(1e-5);
  });

  it('is known whole after N directions', () => {
    const { matrix, image, draws } = matrixOf(family);
    const columns = Array.from({ length: WIDTH + 3 }, (_, index) => column(index));
    const images = columns.map(image);
    expect([matrix.known, draws()]).toEqual([WIDTH, WIDTH]);
    expect(columns.every((v, index) => distance(image(v), images[index]!) < 1e-11)).toBe(true);
  });

  it('maps zero to zero, without a draw', () => {
    const { image, draws } = matrixOf(family);
    expect([...image(new Float64Array(WIDTH))]).toEqual(new Array(WIDTH).fill(0));
    expect(draws()).toBe(0);
  });

  it('is another matrix once forgotten', () => {
    const { matrix, image } = matrixOf(family);
    const first = image(column(0));
    matrix.forget();
    expect(distance(image(column(0)), first)).toBeGreaterThan(0.01);
  });

  it('has one neuron as well as many', () => {
    const { image } = matrixOf(family, 1);
    expect(image(Float64Array.of(2))[0]).toBe(2 * (image(Float64Array.of(1))[0] ?? 0));
  });
});

describe('exact identities', () => {
  const pairs = <T>(columns: readonly T[]) =>
    columns.flatMap((u, a) => columns.map((v, b) => [a, b, u, v] as const));
  const range = 'N = 12, 14 vectors of norm about 3.5, k up to N';

  it('orthogonal: inner products of images are those of the vectors', async ({ annotate }) => {
    const { image } = matrixOf('orthogonal');
    const columns = Array.from({ length: WIDTH + 2 }, (_, index) => column(index));
    const images = columns.map(image);
    const errors = pairs(columns).map(([a, b, u, v]) => Math.abs(dot(images[a]!, images[b]!) - dot(u, v)));
    const worst = Math.max(...errors);
    expect(worst).toBeLessThan(30 * ROUNDING);
    await annotate(
      `inner products of images by unseen orthogonal weights | those of the vectors | ${range} | ${worst.toExponential(1)} | exact identity`,
      'accuracy',
    );
  });

  it('GOE: u·Wv = v·Wu', async ({ annotate }) => {
    const { image } = matrixOf('goe');
    const columns = Array.from({ length: WIDTH + 2 }, (_, index) => column(index));
    const images = columns.map(image);
    const errors = pairs(columns).map(([a, b, u, v]) => Math.abs(dot(u, images[b]!) - dot(v, images[a]!)));
    const worst = Math.max(...errors);
    expect(worst).toBeLessThan(30 * ROUNDING);
    await annotate(
      `symmetry u·Wv = v·Wu of unseen GOE weights | both sides | ${range} | ${worst.toExponential(1)} | exact identity`,
      'accuracy',
    );
  });

  it('neither holds for another family', () => {
    for (const family of ['iid', 'goe', 'orthogonal'] as const) {
      const { image } = matrixOf(family);
      const [u, v] = [column(0), column(1)];
      const [imageU, imageV] = [image(u), image(v)];
      if (family !== 'orthogonal') expect(Math.abs(dot(imageU, imageU) - dot(u, u))).toBeGreaterThan(0.1);
      if (family !== 'goe') expect(Math.abs(dot(u, imageV) - dot(v, imageU))).toBeGreaterThan(0.1);
    }
  });
});
