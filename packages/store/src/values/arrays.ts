import { StoreError } from '../errors.ts';

/**
 * Postgres's own array format (`array_send`): dimensions, null flag, element type, then length and big-endian bytes of each
 * element. A Buffer bound to a parameter travels in binary, so no double is ever printed or parsed.
 */
const FLOAT8 = 701;
const INT8 = 20;
const HEADER = 20;
const ELEMENT = 12;
const TWO_POW_32 = 2 ** 32;

function allocate(length: number, elementType: number): Buffer {
  const buffer = Buffer.alloc(length === 0 ? 12 : HEADER + ELEMENT * length);
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(elementType, 8);
  if (length > 0) {
    buffer.writeInt32BE(length, 12);
    buffer.writeInt32BE(1, 16);
  }
  return buffer;
}

const viewOf = (buffer: Buffer): DataView =>
  new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);

function nonFinite(label: string, index: number, value: number): StoreError {
  return new StoreError(
    'NUMERICAL_NONFINITE',
    `${label}[${index}] is ${value}; only finite numbers are stored. Lower depth or sigmaW.`,
  );
}

/**
 * Encodes float64 values; −0 becomes +0, so that equal numbers have equal bytes.
 *
 * @throws StoreError NUMERICAL_NONFINITE naming `label` and the index of a NaN or an infinity.
 */
export function encodeFloats(values: Float64Array, label: string): Buffer {
  const buffer = allocate(values.length, FLOAT8);
  const view = viewOf(buffer);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    if (!Number.isFinite(value)) throw nonFinite(label, index, value);
    const offset = HEADER + ELEMENT * index;
    view.setInt32(offset, 8);
    view.setFloat64(offset + 4, value + 0);
  }
  return buffer;
}

/**
 * Encodes exact integers held in float64.
 *
 * @throws StoreError NUMERICAL_NONFINITE naming `label` and the index of what is not an integer of magnitude below 2⁵³.
 */
export function encodeIntegers(values: Float64Array, label: string): Buffer {
  const buffer = allocate(values.length, INT8);
  const view = viewOf(buffer);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    if (!Number.isSafeInteger(value)) throw nonFinite(label, index, value);
    const offset = HEADER + ELEMENT * index;
    view.setInt32(offset, 8);
    view.setInt32(offset + 4, Math.floor(value / TWO_POW_32));
    view.setUint32(offset + 8, value >>> 0);
  }
  return buffer;
}

function decode(buffer: Buffer, elementType: number, read: (view: DataView, offset: number) => number) {
  const view = viewOf(buffer);
  const dimensions = view.getInt32(0);
  const stored = view.getInt32(8);
  if (dimensions > 1 || view.getInt32(4) !== 0 || stored !== elementType) {
    throw new StoreError(
      'STATISTICS_CORRUPT',
      `expected a one-dimensional array of type ${elementType} without nulls, got ${dimensions} dimensions of type ${stored}. Run the shard again.`,
    );
  }
  const values = new Float64Array(dimensions === 0 ? 0 : view.getInt32(12));
  for (let index = 0; index < values.length; index += 1) {
    values[index] = read(view, HEADER + ELEMENT * index + 4);
  }
  return values;
}

/** Decodes `array_send(float8[])`. */
export function decodeFloats(buffer: Buffer): Float64Array {
  return decode(buffer, FLOAT8, (view, offset) => view.getFloat64(offset));
}

/** Decodes `array_send(int8[])` of integers below 2⁵³. */
export function decodeIntegers(buffer: Buffer): Float64Array {
  return decode(
    buffer,
    INT8,
    (view, offset) => view.getInt32(offset) * TWO_POW_32 + view.getUint32(offset + 4),
  );
}
