const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TWO_POW_32 = 2 ** 32;

/**
 * Rows in the format of `COPY … FROM STDIN (FORMAT binary)`, grown in one buffer. Fields follow `row` in the order and with
 * the types of the COPY's column list.
 */
export class BinaryRows {
  #buffer = Buffer.allocUnsafe(1 << 16);
  #length = SIGNATURE.copy(this.#buffer);

  row(fields: number): void {
    this.#reserve(2);
    this.#length = this.#buffer.writeInt16BE(fields, this.#length);
  }

  /** Undefined becomes NULL. */
  text(value: string | undefined): void {
    if (value === undefined) {
      this.#null();
      return;
    }
    const bytes = Buffer.byteLength(value);
    this.#field(bytes);
    this.#length += this.#buffer.write(value, this.#length);
  }

  int4(value: number): void {
    this.#field(4);
    this.#length = this.#buffer.writeInt32BE(value, this.#length);
  }

  int8(value: number): void {
    this.#field(8);
    this.#length = this.#buffer.writeInt32BE(Math.floor(value / TWO_POW_32), this.#length);
    this.#length = this.#buffer.writeUInt32BE(value >>> 0, this.#length);
  }

  /** −0 becomes +0; undefined becomes NULL. */
  float8(value: number | undefined): void {
    if (value === undefined) {
      this.#null();
      return;
    }
    this.#field(8);
    this.#length = this.#buffer.writeDoubleBE(value + 0, this.#length);
  }

  /** A value already in Postgres's binary format, such as an array. */
  encoded(value: Buffer): void {
    this.#field(value.length);
    this.#length += value.copy(this.#buffer, this.#length);
  }

  get isEmpty(): boolean {
    return this.#length === SIGNATURE.length;
  }

  /** The whole message, trailer included; the rows are not to be added to afterwards. */
  finish(): Buffer {
    this.#reserve(2);
    this.#length = this.#buffer.writeInt16BE(-1, this.#length);
    return this.#buffer.subarray(0, this.#length);
  }

  #null(): void {
    this.#reserve(4);
    this.#length = this.#buffer.writeInt32BE(-1, this.#length);
  }

  #field(bytes: number): void {
    this.#reserve(4 + bytes);
    this.#length = this.#buffer.writeInt32BE(bytes, this.#length);
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#buffer.length, this.#length + bytes));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
