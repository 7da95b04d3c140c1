import type { TiedFamily } from '@widthwise/experiments';
import { addRows, dots, type Rows, squaredNorm } from './rows.ts';

/** What is known of a matrix W̃ of scale one, and the direction whose image is to be drawn. */
export interface KnownImages {
  /** Orthonormal directions q_1 … q_k. */
  readonly directions: Rows;
  /** W̃ q_1 … W̃ q_k. */
  readonly images: Rows;
  /** q, orthonormal to them; [N]. */
  readonly direction: Float64Array;
  /** Room for k numbers, twice. */
  readonly scratch: readonly [Float64Array, Float64Array];
}

/**
 * Law of W̃ q given W̃ q_1 … W̃ q_k.
 *
 * @param known - k directions and their images, and q.
 * @param image - holds N standard normals, receives W̃ q.
 */
export type ImageLaw = (known: KnownImages, image: Float64Array) => void;

function scale(v: Float64Array, factor: number): void {
  for (let i = 0; i < v.length; i += 1) v[i] = v[i]! * factor;
}

/** Independent entries N(0, 1/N): images of orthonormal directions are independent. */
const iid: ImageLaw = (_known, image) => scale(image, 1 / Math.sqrt(image.length));

/**
 * Haar: a uniform unit vector orthogonal to the images so far. Projected twice, since where k is close to N the first
 * projection leaves little of g.
 */
const orthogonal: ImageLaw = ({ images, scratch: [along] }, image) => {
  for (let pass = 0; pass < 2; pass += 1) {
    dots(images, image, along);
    addRows(images, along, -1, image);
  }
  scale(image, 1 / Math.sqrt(squaredNorm(image)));
};

/**
 * Symmetric with variance 1/N off and 2/N on the diagonal: W̃ q = Σ_j q_j (W̃ q_j·q) + P a, a = (g + (√2 − 1)(q·g) q)/√N,
 * P projecting off q_1 … q_k. Symmetry fixes the part in their span; in its complement W̃ is again of this law.
 */
const goe: ImageLaw = ({ directions, images, direction, scratch: [along, fixed] }, image) => {
  let own = 0;
  for (let i = 0; i < image.length; i += 1) own += direction[i]! * image[i]!;
  const more = (Math.SQRT2 - 1) * own;
  const root = 1 / Math.sqrt(image.length);
  for (let i = 0; i < image.length; i += 1) image[i] = (image[i]! + more * direction[i]!) * root;
  dots(directions, image, along);
  dots(images, direction, fixed);
  for (let j = 0; j < directions.count; j += 1) fixed[j] = fixed[j]! - along[j]!;
  addRows(directions, fixed, 1, image);
};

/** How each family draws the image of a new direction. */
export const imageLaws: Readonly<Record<TiedFamily, ImageLaw>> = Object.freeze({ goe, iid, orthogonal });
