import { TensorLeakError } from '../errors.ts';
import type { OperationAttribute, TensorFlowBinding } from './binding.ts';

/** A tensor that TensorFlow holds; valid until the scope it was made in ends. */
export type Handle = number;

/** TensorFlow's enumerators that the binding does not name. */
const TF_DOUBLE = 2;
const TF_UINT64 = 23;

/** Eager operations whose tensors live exactly as long as the scope they were made in. */
export class Operations {
  readonly #binding: TensorFlowBinding;
  readonly #live: Handle[] = [];

  constructor(binding: TensorFlowBinding) {
    this.#binding = binding;
  }

  /**
   * Runs `work`, then frees every tensor it made, also if it throws.
   *
   * @param work - returns plain data, never a handle.
   * @throws what `work` throws; TensorLeakError if the number of tensors afterwards differs from that before.
   */
  scope<T>(work: () => T): T {
    const before = this.#binding.getNumOfTensors();
    const result = this.#run(work);
    const after = this.#binding.getNumOfTensors();
    if (after !== before) {
      throw new TensorLeakError(`${after} tensors after a computation that began with ${before}.`);
    }
    return result;
  }

  #run<T>(work: () => T): T {
    const from = this.#live.length;
    try {
      return work();
    } finally {
      for (const handle of this.#live.splice(from)) this.#binding.deleteTensor(handle);
    }
  }

  /** A float32 or int32 constant; TensorFlow reads the array in place, so it must not change within the scope. */
  constant(shape: readonly number[], values: Float32Array | Int32Array): Handle {
    const { TF_FLOAT, TF_INT32 } = this.#binding;
    return this.#keep(
      this.#binding.createTensor(shape, values instanceof Float32Array ? TF_FLOAT : TF_INT32, values),
    );
  }

  /** 64-bit unsigned words from pairs of 32-bit ones, low word first. */
  words(pairs: Uint32Array): Handle {
    const { TF_INT32 } = this.#binding;
    const halves = this.constant(
      [pairs.length / 2, 2],
      new Int32Array(pairs.buffer, pairs.byteOffset, pairs.length),
    );
    return this.run('Bitcast', [this.type('T', TF_INT32), this.type('type', TF_UINT64)], [halves]);
  }

  /** A float64 constant; it crosses the binding, which knows no float64, as pairs of words. */
  doubles(shape: readonly number[], values: Float64Array): Handle {
    const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
    const halves = this.constant([...shape, 2], words);
    return this.run('Bitcast', [this.type('T', this.int32), this.type('type', this.float64)], [halves]);
  }

  /** One operation; its first output. */
  run(name: string, attributes: readonly OperationAttribute[], inputs: readonly Handle[]): Handle {
    return this.runAll(name, attributes, inputs, 1)[0];
  }

  /** One operation with several outputs. */
  runAll(
    name: string,
    attributes: readonly OperationAttribute[],
    inputs: readonly Handle[],
    outputs: number,
  ): readonly [Handle, ...Handle[]] {
    const found = this.#binding.executeOp(name, attributes, inputs, outputs);
    const [first, ...others] = found.map(({ id }) => this.#keep(id));
    if (first === undefined || found.length !== outputs)
      throw new TypeError(`TensorFlow's ${name} gave ${found.length} outputs instead of ${outputs}.`);
    return [first, ...others];
  }

  /** One float32 operation of one or more float32 inputs. */
  float(name: string, inputs: readonly Handle[], attributes: readonly OperationAttribute[] = []): Handle {
    return this.run(name, [this.type('T', this.#binding.TF_FLOAT), ...attributes], inputs);
  }

  /** A float32 scalar. */
  scalar(value: number): Handle {
    return this.constant([], Float32Array.of(value));
  }

  /** The numbers of a float32 tensor, copied out. */
  read(handle: Handle): Float32Array {
    const values = this.#binding.tensorDataSync(handle);
    if (!(values instanceof Float32Array)) throw new TypeError('a float32 tensor was expected.');
    return values;
  }

  /** The numbers of a float64 tensor, copied out. */
  readDoubles(handle: Handle): Float64Array {
    const attributes = [this.type('T', this.float64), this.type('type', this.int32)];
    const words = this.readIntegers(this.run('Bitcast', attributes, [handle]));
    return new Float64Array(words.buffer.slice(words.byteOffset, words.byteOffset + words.byteLength));
  }

  /** The same numbers in another type. */
  cast(handle: Handle, from: number, to: number): Handle {
    const attributes = [
      this.type('SrcT', from),
      this.type('DstT', to),
      this.booleanAttribute('Truncate', false),
    ];
    return this.run('Cast', attributes, [handle]);
  }

  /** The numbers of an int32 tensor, copied out. */
  readIntegers(handle: Handle): Int32Array {
    const values = this.#binding.tensorDataSync(handle);
    if (!(values instanceof Int32Array)) throw new TypeError('an int32 tensor was expected.');
    return values;
  }

  type(name: string, value: number): OperationAttribute {
    return { name, type: this.#binding.TF_ATTR_TYPE, value };
  }

  get float32(): number {
    return this.#binding.TF_FLOAT;
  }

  get boolean(): number {
    return this.#binding.TF_BOOL;
  }

  get float64(): number {
    return TF_DOUBLE;
  }

  get int32(): number {
    return this.#binding.TF_INT32;
  }

  get int64(): number {
    return this.#binding.TF_INT64;
  }

  integerAttribute(name: string, value: number): OperationAttribute {
    return { name, type: this.#binding.TF_ATTR_INT, value };
  }

  floatAttribute(name: string, value: number): OperationAttribute {
    return { name, type: this.#binding.TF_ATTR_FLOAT, value };
  }

  booleanAttribute(name: string, value: boolean): OperationAttribute {
    return { name, type: this.#binding.TF_ATTR_BOOL, value };
  }

  #keep(handle: Handle): Handle {
    this.#live.push(handle);
    return handle;
  }
}
