// The kernel of training with memory of its own: compiled once a thread, null where there can be none.

import { KERNEL_BASE64 } from "./kernel-code.ts";

/** See histogram-kernel.as.ts and walk-kernel.as.ts; all places are bytes from the beginning of the memory. */
export interface KernelCode {
  addTwo(
    rows: number,
    count: number,
    pairs: number,
    bins1: number,
    bins2: number,
    cells1: number,
    cells2: number,
  ): void;
  addOne(rows: number, count: number, pairs: number, bins: number, cells: number): void;
  subtract(whole: number, part: number, count: number): void;
  addTree(root: number, depth: number, features: number, width: number, rows: number, scores: number): void;
}

export interface Kernel {
  readonly buffer: ArrayBuffer;
  readonly code: KernelCode;
}

const PAGE_BYTES = 64 * 1024;

let compiled: WebAssembly.Module | null | undefined;

/** A kernel with at least so many bytes; null where WebAssembly or its vector instructions are missing, or it cannot reach so much. */
export function openKernel(bytes: number): Kernel | null {
  compiled ??= compile();
  if (!compiled) return null;
  try {
    const pages = Math.ceil(bytes / PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
    return { buffer: memory.buffer, code: exports as unknown as KernelCode };
  } catch {
    // More than 4 GB, or a limit on address space.
    return null;
  }
}

function compile(): WebAssembly.Module | null {
  if (typeof WebAssembly === "undefined") return null;
  const code = Uint8Array.from(atob(KERNEL_BASE64), (char) => char.charCodeAt(0));
  return WebAssembly.validate(code) ? new WebAssembly.Module(code) : null;
}
