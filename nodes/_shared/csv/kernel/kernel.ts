// The vector kernel ready for use: compiled once, with memory of its own for each reader and its tables written.

import { ArenaPool } from "../../../../engine/frames/arena.ts";
import { KERNEL_BASE64 } from "./kernel-code.ts";

/** The kernel's functions; see scan-kernel.as.ts and write-kernel.as.ts for what they take. */
interface KernelExports {
  read(
    from: number,
    end: number,
    windows: number,
    delimiter: number,
    quote: number,
    cells: number,
    lines: number,
    fields: number,
    width: number,
    kinds: number,
    capacity: number,
    shift: number,
    numbers: number,
    starts: number,
    ends: number,
    offsets: number,
  ): number;
  scale(
    values: number,
    stride: number,
    width: number,
    rows: number,
    shift: number,
    factor: number,
    out: number,
  ): void;
  write(
    cells: number,
    count: number,
    first: number,
    rows: number,
    delimiter: number,
    lineEnd: number,
    out: number,
    outEnd: number,
    state: number,
  ): number;
}

/** Bytes that the kernel looks at together, as in scan-kernel.as.ts; what is made of them has its places below. */
export const WINDOW_BYTES = 16 * 1024;
export const MAX_FIELDS = 4096;

/** Where things stand in the kernel's memory. The tables' places are known to scan-kernel.as.ts too. */
export const PLACES = {
  state: 64,
  closeUp: 1024,
  belongs: 2048,
  powers: 2560,
  constants: 3072,
  tens: 3328,
  kinds: 4096,
  bytes: 16_384,
  cells: 40_960,
  lines: 110_592,
  numbers: 180_224,
  starts: 262_144,
  ends: 294_912,
  offsets: 327_680,
  /** Two lists of numbers, one for each column. */
  shift: 430_080,
  factor: 462_848,
  /** Between two calls of `scan` its places are free for what `write` reads. */
  scratch: 40_960,
  scratchEnd: 430_080,
  out: 512 * 1024,
  /** From here on blocks of rows and what is made of them. */
  free: 1024 * 1024,
} as const;

const PAGE_BYTES = 64 * 1024;
/** Three blocks of 1 MB on their way, with what is made of them. Taken from the machine only as it is used. */
const MEMORY_BYTES = 24 * 1024 * 1024;
/** Vector instructions look at whole groups of bytes, also behind the last one. */
const READ_BEYOND = 128;

const NUMBER_BYTES = 16;
const ZERO = 48;

/** The kernel of the memory, for whoever holds an array in it. */
const kernels = new WeakMap<ArrayBuffer, Kernel>();

/** A kernel with memory of its own; one for each reader. */
export class Kernel {
  readonly code: KernelExports;
  readonly bytes: Uint8Array;
  readonly ints: Int32Array;
  readonly doubles: Float64Array;
  /** Memory that the kernel can reach, for blocks and what is made of them. */
  readonly pool: ArenaPool;
  #point = -1;

  constructor(code: KernelExports, buffer: ArrayBuffer) {
    this.code = code;
    this.bytes = new Uint8Array(buffer);
    this.ints = new Int32Array(buffer);
    this.doubles = new Float64Array(buffer);
    this.pool = new ArenaPool({ buffer, from: PLACES.free, to: MEMORY_BYTES - READ_BEYOND });
    this.#writeTables();
    kernels.set(buffer, this);
  }

  /** Sets what the kernel takes for a decimal point. */
  setPoint(point: number): void {
    if (point === this.#point) return;
    this.#point = point;
    // The point comes to byte 0; what is left of it there after this must be 0.
    for (let back = 1; back <= NUMBER_BYTES; back++)
      this.bytes[PLACES.closeUp + 32 * back + 16] = (point - ZERO) & 255;
  }

  #writeTables(): void {
    const { bytes, doubles } = this;
    const lanes = Array.from({ length: NUMBER_BYTES }, (_, lane) => lane);
    for (let back = 0; back <= NUMBER_BYTES; back++) {
      // `back` is 0 without a point, else the point's place counted from the end.
      const point = NUMBER_BYTES - back;
      const closed = lanes.map((lane) => (lane === 0 ? point : lane <= point ? lane - 1 : lane));
      bytes.set(back === 0 ? lanes : closed, PLACES.closeUp + 32 * back);
    }
    for (let length = 0; length <= NUMBER_BYTES; length++) {
      const own = lanes.map((lane) => (lane >= NUMBER_BYTES - length ? 255 : 0));
      bytes.set(own, PLACES.belongs + NUMBER_BYTES * length);
    }
    for (let back = 0; back < 32; back++) {
      const power = Number(`1e${Math.max(0, back - 1)}`);
      doubles[PLACES.powers / 8 + back] = power;
      doubles[PLACES.powers / 8 + 32 + back] = -power;
    }
    for (let power = 0; power < 16; power++) doubles[PLACES.tens / 8 + power] = Number(`1e${power}`);
    const repeated = (pattern: readonly number[]) => lanes.map((lane) => pattern[lane % pattern.length]);
    const constants = [
      repeated([ZERO]),
      // 9 + 118 is 127, the last number without a sign bit.
      repeated([118]),
      // Byte 0 holds nothing of a number that the kernel reads.
      [0, ...lanes.slice(1).map(() => 9)],
      // As 16-bit numbers 2561 = 10 * 256 + 1: the upper byte of a product is 10 a + b.
      repeated([1, 10]),
      repeated([100, 0, 1, 0]),
      repeated([10_000 & 255, 10_000 >> 8, 1, 0]),
    ];
    constants.forEach((constant, i) => bytes.set(constant, PLACES.constants + NUMBER_BYTES * i));
  }
}

/** The kernel that can reach all of the arrays; null where there is none. */
export function kernelOf(...arrays: readonly { readonly buffer: ArrayBufferLike }[]): Kernel | null {
  const [{ buffer }] = arrays;
  if (!arrays.every((array) => array.buffer === buffer)) return null;
  return kernels.get(buffer as ArrayBuffer) ?? null;
}

/** Compiled once a thread; null where WebAssembly or its vector instructions are missing. */
let compiled: WebAssembly.Module | null | undefined;
/** Kernels whose readers have ended: a file that is read in parts needs one after the other. */
const idle: Kernel[] = [];
const MOST_IDLE = 2;

/** A kernel that nobody else uses; null where there can be none. */
export function takeKernel(): Kernel | null {
  const used = idle.pop();
  if (used) return used;
  compiled ??= compile();
  if (!compiled) return null;
  try {
    const pages = MEMORY_BYTES / PAGE_BYTES;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
    return new Kernel(exports as unknown as KernelExports, memory.buffer);
  } catch {
    // No memory for it (a limit on address space): the reader in JavaScript does the same, slower.
    return null;
  }
}

/** The reader has ended; frames may still stand in the kernel's memory. */
export function leaveKernel(kernel: Kernel): void {
  if (!kernel.pool.worn && idle.length < MOST_IDLE) idle.push(kernel);
}

function compile(): WebAssembly.Module | null {
  if (typeof WebAssembly === "undefined") return null;
  const code = Uint8Array.from(atob(KERNEL_BASE64), (char) => char.charCodeAt(0));
  return WebAssembly.validate(code) ? new WebAssembly.Module(code) : null;
}
