import type { ImageLaw } from './image-laws.ts';
import { addRows, dots, type Rows, squaredNorm } from './rows.ts';

/** A vector whose part outside the span is below this share of it lies in the span: the part is rounding noise. */
const NEGLIGIBLE = 2 ** -43;

/** Rows with room for more. Room that is never used costs no memory: the system gives pages when they are written. */
class GrowingRows implements Rows {
  readonly width: number;
  readonly values: Float64Array;
  count = 0;

  constructor(width: number, capacity: number) {
    this.width = width;
    this.values = new Float64Array(capacity * width);
  }

  push(row: Float64Array): void {
    this.values.set(row, this.count * this.width);
    this.count += 1;
  }
}

/**
 * A random N × N matrix W̃ of scale one that is never formed: what is drawn is its image of the vectors it is asked
 * for, each given all before, so that the joint law is that of one explicit matrix. With orthonormal directions Q and
 * images Y = W̃ Q,
 *
 *   v = Q c + ρ q,   W̃ v = Y c + ρ W̃ q,   W̃ q drawn by the family's law given Y
 *
 * c and q by classical Gram–Schmidt, twice. A vector within the span takes no draw; once the span is all of R^N (k = N)
 * W̃ is known whole, and every image follows.
 *
 * Cost: O(N k) per image, memory 16 N k bytes, k ≤ N.
 * Source: the idea of Lu 2021, arXiv:2101.07464 (Householder dice); conditional laws derived in image-laws.ts.
 */
export class TiedMatrix {
  readonly #law: ImageLaw;
  readonly #directions: GrowingRows;
  readonly #images: GrowingRows;
  readonly #rest: Float64Array;
  readonly #fresh: Float64Array;
  readonly #along: Float64Array;
  readonly #again: Float64Array;

  /**
   * @param width - N ≥ 1.
   * @param law - of a new direction's image.
   * @param images - how many it will be asked for at most before it is forgotten.
   */
  constructor(width: number, law: ImageLaw, images: number) {
    const capacity = Math.min(width, images);
    this.#law = law;
    this.#directions = new GrowingRows(width, capacity);
    this.#images = new GrowingRows(width, capacity);
    this.#rest = new Float64Array(width);
    this.#fresh = new Float64Array(width);
    this.#along = new Float64Array(capacity);
    this.#again = new Float64Array(capacity);
  }

  /** Directions k whose images are known. */
  get known(): number {
    return this.#directions.count;
  }

  /** Makes it another matrix, of which nothing is known. */
  forget(): void {
    this.#directions.count = 0;
    this.#images.count = 0;
  }

  /**
   * @param v - [N], finite.
   * @param draw - fills [N] with standard normals that belong to this image alone; called at most once.
   * @param out - receives W̃ v; not v itself.
   */
  image(v: Float64Array, draw: (normals: Float64Array) => void, out: Float64Array): void {
    const rest = this.#rest;
    const length = Math.sqrt(squaredNorm(v));
    rest.set(v);
    out.fill(0);
    this.#split(rest);
    addRows(this.#images, this.#along, 1, out);
    const distance = Math.sqrt(squaredNorm(rest));
    if (this.known === v.length || !(distance > NEGLIGIBLE * length)) return;
    for (let i = 0; i < rest.length; i += 1) rest[i] = rest[i]! / distance;
    const fresh = this.#fresh;
    draw(fresh);
    const scratch = [this.#along, this.#again] as const;
    this.#law({ directions: this.#directions, images: this.#images, direction: rest, scratch }, fresh);
    this.#directions.push(rest);
    this.#images.push(fresh);
    for (let i = 0; i < out.length; i += 1) out[i] = out[i]! + distance * fresh[i]!;
  }

  /** Leaves in `rest` its part outside the span, and the coefficients within in `#along`. */
  #split(rest: Float64Array): void {
    const { count } = this.#directions;
    dots(this.#directions, rest, this.#along);
    addRows(this.#directions, this.#along, -1, rest);
    dots(this.#directions, rest, this.#again);
    addRows(this.#directions, this.#again, -1, rest);
    for (let j = 0; j < count; j += 1) this.#along[j] = this.#along[j]! + this.#again[j]!;
  }
}
