// A growing buffer that rows of text are written into, byte by byte.

import { ArenaPool } from "../../../engine/frames/arena.ts";

const encoder = new TextEncoder();

/** Bytes that a copy may write beyond what it was asked for. */
const OVERRUN = 16;

/** Pieces of memory that wait for use. */
const MOST_SPARE = 8;
/** Room in such a piece, for texts that are a little longer than the last. */
const SPARE_ROOM = 1.25;

/**
 * Writers call `reserve(n)` and then fill `bytes[at…]` themselves, moving `at`. `reserve` may replace `bytes`.
 */
export class ByteSink {
  bytes: Uint8Array;
  view: DataView;
  at = 0;
  #whole: Uint8Array | null = null;
  readonly #spare: Uint8Array[] = [];
  #recycles = false;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Makes room for `count` more bytes (and the overrun of a copy). */
  reserve(count: number): void {
    if (this.at + count + OVERRUN <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.at + count + OVERRUN));
    grown.set(this.bytes.subarray(0, this.at));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.at++] = value;
  }

  /** Copies `source[from, to)`; `view` is a view of the same bytes. */
  copy(source: Uint8Array, view: DataView, from: number, to: number): void {
    this.reserve(to - from);
    const target = this.view;
    let at = this.at;
    if (to + OVERRUN <= source.length) {
      // Rows are too short for `set` to pay: four words at a time, and what is written too much is overwritten later.
      for (let p = from; p < to; p += 16, at += 16) {
        target.setInt32(at, view.getInt32(p, true), true);
        target.setInt32(at + 4, view.getInt32(p + 4, true), true);
        target.setInt32(at + 8, view.getInt32(p + 8, true), true);
        target.setInt32(at + 12, view.getInt32(p + 12, true), true);
      }
    } else {
      this.bytes.set(source.subarray(from, to), at);
    }
    this.at += to - from;
  }

  /** Appends bytes that are few. */
  append(source: Uint8Array): void {
    this.reserve(source.length);
    const { bytes } = this;
    let at = this.at;
    for (let i = 0; i < source.length; i++) bytes[at++] = source[i];
    this.at = at;
  }

  /** Appends bytes that are many, and may change afterwards. */
  put(source: Uint8Array, isAll: boolean): void {
    if (isAll && this.at === 0) {
      // Nothing stands before them and nothing comes behind: one copy is enough.
      this.#whole = this.#copy(source);
      return;
    }
    this.reserve(source.length);
    this.bytes.set(source, this.at);
    this.at += source.length;
  }

  /** Appends text as UTF-8. */
  text(text: string): void {
    this.reserve(text.length * 3);
    const { bytes } = this;
    const from = this.at;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) {
        this.at = from + encoder.encodeInto(text, bytes.subarray(from)).written;
        return;
      }
      bytes[from + i] = code;
    }
    this.at = from + text.length;
  }

  /** What has been written, as bytes of its own; the sink is empty afterwards. */
  take(): Uint8Array {
    const whole = this.#whole;
    if (whole) {
      this.#whole = null;
      return whole;
    }
    const taken = this.#copy(this.bytes.subarray(0, this.at));
    this.at = 0;
    return taken;
  }

  /** Bytes that were taken and are needed no more: their memory is used again. */
  giveBack(bytes: Uint8Array): void {
    if (ArenaPool.poison) bytes.fill(0xa5);
    if (this.#spare.length < MOST_SPARE) this.#spare.push(new Uint8Array(bytes.buffer as ArrayBuffer));
    this.#recycles = true;
  }

  #copy(source: Uint8Array): Uint8Array {
    // Memory of just that size can be handed to another thread; where it comes back, some room lets the next text fit.
    if (!this.#recycles) return source.slice();
    const fitting = this.#spare.findIndex((spare) => spare.length >= source.length);
    const [room = new Uint8Array(Math.ceil(source.length * SPARE_ROOM))] =
      fitting < 0 ? [] : this.#spare.splice(fitting, 1);
    room.set(source);
    return room.subarray(0, source.length);
  }
}
