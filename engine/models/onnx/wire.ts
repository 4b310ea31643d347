// How protobuf's wire format is walked without copying: field by field, numbers read, everything else as a range.
// https://protobuf.dev/programming-guides/encoding/

/** Wire types that ONNX files use; groups (3, 4) are from before ONNX. */
export const VARINT = 0;
const FIXED64 = 1;
export const RANGE = 2;
const FIXED32 = 5;

/** The bytes are no protobuf message, from `at` on. Caught where the walk started; never reaches a user. */
export class WireDamage extends Error {
  readonly at: number;

  constructor(at: number, what: string) {
    super(what);
    this.at = at;
  }
}

/** Walks over the fields of one message; positions count from the start of `bytes`, so nested messages share it. */
export class WireCursor {
  readonly bytes: Uint8Array;
  /** Number and wire type of the field `next` has found. */
  field = 0;
  wire = 0;
  /** Value of a VARINT field; int64 below zero stay negative, beyond 2^53 they lose their last digits. */
  value = 0;
  /** Payload of a RANGE field (and of fixed ones): `[from, to)`. */
  from = 0;
  to = 0;
  /** Where the present field begins, its tag included. */
  start = 0;
  /** The present field is cut off. What is left of it can be walked, so that a cut file tells what it held. */
  #overrun = false;
  #at: number;
  readonly #end: number;

  constructor(bytes: Uint8Array, from = 0, to = bytes.length) {
    this.bytes = bytes;
    this.#at = from;
    this.#end = to;
  }

  /** Moves to the next field; false at the end of the message. Throws `WireDamage` behind a field that is cut off. */
  next(): boolean {
    if (this.#overrun) throw new WireDamage(this.start, "a field that is longer than what holds it");
    if (this.#at >= this.#end) return false;
    const start = this.#at;
    this.start = start;
    const tag = this.#varint();
    this.field = Math.floor(tag / 8);
    this.wire = tag & 7;
    if (this.field <= 0 || tag > 0xffffffff) throw new WireDamage(start, "a field without a valid number");
    this.#payload(start);
    return true;
  }

  #payload(start: number): void {
    if (this.wire === VARINT) {
      this.value = this.#varint();
      return;
    }
    let size = 0;
    if (this.wire === RANGE) size = this.#varint();
    else if (this.wire === FIXED32) size = 4;
    else if (this.wire === FIXED64) size = 8;
    else throw new WireDamage(start, `a field of the unknown wire type ${this.wire}`);
    this.from = this.#at;
    if (size < 0) throw new WireDamage(start, "a field of negative length");
    this.#overrun = size > this.#end - this.#at;
    this.to = this.#overrun ? this.#end : this.#at + size;
    this.#at = this.to;
  }

  #varint(): number {
    const { bytes } = this;
    const start = this.#at;
    if (start < this.#end && bytes[start] < 128) return bytes[this.#at++];
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10 && this.#at < this.#end; i++) {
      const byte = bytes[this.#at++];
      // The tenth byte holds the sign of an int64; 2^63 and more stand for the negative numbers.
      value += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) return i === 9 ? negative(bytes, start) : value;
    }
    throw new WireDamage(start, "a number that does not end");
  }

  /**
   * Passes over the fields that follow with the same number, and answers how many. Lists written one by one (the
   * thresholds of a tree ensemble) are most of such a file; `next` for each would take ten times as long when cold.
   */
  skipRun(): number {
    const tag = this.field * 8 + this.wire;
    // A tag of several bytes is left to `next`, as are long ranges and damage.
    if (tag > 127) return 0;
    const run = RUNS[this.wire](this.bytes, tag, this.#at, this.#end);
    this.#at = run.to;
    return run.count;
  }

  /** The bytes of the present field, tag and all, as a view. */
  whole(): Uint8Array {
    return this.bytes.subarray(this.start, this.#at);
  }

  /** The text of the present RANGE field. Bytes that are no UTF-8 become U+FFFD. */
  text(): string {
    return textOf(this.bytes, this.from, this.to);
  }

  /** A walk over the message in the present RANGE field. */
  inside(): WireCursor {
    if (this.wire !== RANGE) throw new WireDamage(this.from, "a number where a message belongs");
    return new WireCursor(this.bytes, this.from, this.to);
  }

  /** The numbers of a repeated varint field, written one by one or packed in a range. */
  *numbers(): Generator<number> {
    if (this.wire === VARINT) yield this.value;
    else if (this.wire === RANGE) {
      const packed = new WireCursor(this.bytes, this.from, this.to);
      while (packed.#at < packed.#end) yield packed.#varint();
    } else throw new WireDamage(this.from, "a fixed-size number where a varint belongs");
  }

  /** How many numbers a packed range holds: each ends with a byte below 128. */
  countNumbers(): number {
    let count = 0;
    for (let at = this.from; at < this.to; at++) if (this.bytes[at] < 128) count++;
    return count;
  }
}

type Run = (
  bytes: Uint8Array,
  tag: number,
  at: number,
  end: number,
) => { readonly to: number; readonly count: number };

const fixedRun =
  (size: number): Run =>
  (bytes, tag, at, end) => {
    let to = at;
    while (to + size < end && bytes[to] === tag) to += 1 + size;
    return { to, count: (to - at) / (1 + size) };
  };

/** How a run of fields with the same one-byte tag is passed over, by wire type. */
const RUNS: Readonly<Record<number, Run>> = {
  [FIXED32]: fixedRun(4),
  [FIXED64]: fixedRun(8),
  [VARINT]: (bytes, tag, at, end) => {
    let count = 0;
    while (bytes[at] === tag) {
      let to = at + 1;
      while (bytes[to] >= 128) to++;
      if (to >= end || to - at > 10) break;
      at = to + 1;
      count++;
    }
    return { to: at, count };
  },
  [RANGE]: (bytes, tag, at, end) => {
    let count = 0;
    while (bytes[at] === tag && bytes[at + 1] < 128 && at + 2 + bytes[at + 1] <= end) {
      at += 2 + bytes[at + 1];
      count++;
    }
    return { to: at, count };
  },
};

const utf8 = new TextDecoder();

export function textOf(bytes: Uint8Array, from: number, to: number): string {
  return utf8.decode(bytes.subarray(from, to));
}

/** A ten-byte varint as a signed 64-bit number. */
function negative(bytes: Uint8Array, start: number): number {
  let value = 0n;
  for (let i = 0; i < 10; i++) value |= BigInt(bytes[start + i] & 127) << BigInt(7 * i);
  return Number(BigInt.asIntN(64, value));
}
