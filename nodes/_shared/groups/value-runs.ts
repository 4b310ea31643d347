// Values of groups on the disk, as runs in the order of group and value, that are read again in one order.

import type { Scratch, ScratchFile, ScratchPlace } from "../../../engine/sdk/services.ts";

/** Values of a block: each run has one in memory while they are merged (12 kB). */
const BLOCK_VALUES = 1024;

interface Values {
  readonly groups: Int32Array;
  readonly values: Float64Array;
}

interface Reader extends Values {
  readonly blocks: readonly ScratchPlace[];
  readonly block: number;
  at: number;
}

export class ValueRuns {
  readonly #scratch: Scratch;
  #file: ScratchFile | null = null;
  readonly #runs: (readonly ScratchPlace[])[] = [];

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
  }

  get count(): number {
    return this.#runs.length;
  }

  /** One run; its values are in order. */
  async add(groups: Int32Array, values: Float64Array): Promise<void> {
    this.#file ??= await this.#scratch.open();
    const blocks: ScratchPlace[] = [];
    for (let from = 0; from < values.length; from += BLOCK_VALUES) {
      const to = Math.min(values.length, from + BLOCK_VALUES);
      // Copies: what is put away would take the whole array along.
      const block = { groups: groups.slice(from, to), values: values.slice(from, to) };
      blocks.push(await this.#file.put(block));
    }
    this.#runs.push(blocks);
  }

  /** All values by group, those of a group from the least to the greatest. */
  async *merged(): AsyncGenerator<Values> {
    let readers: Reader[] = [];
    for (const blocks of this.#runs) readers.push(await this.#load(blocks, 0));
    while (readers.length > 0) {
      const out = { groups: new Int32Array(BLOCK_VALUES), values: new Float64Array(BLOCK_VALUES) };
      let size = 0;
      let spent: Reader | null = null;
      const heap = heaped(readers);
      while (size < BLOCK_VALUES && !spent) {
        const [reader] = heap;
        out.groups[size] = reader.groups[reader.at];
        out.values[size++] = reader.values[reader.at++];
        if (reader.at === reader.values.length) spent = reader;
        else sink(heap, 0);
      }
      yield { groups: out.groups.subarray(0, size), values: out.values.subarray(0, size) };
      if (!spent) continue;
      const { blocks, block } = spent;
      const next = block + 1 < blocks.length ? [await this.#load(blocks, block + 1)] : [];
      readers = [...readers.filter((reader) => reader !== spent), ...next];
    }
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #load(blocks: readonly ScratchPlace[], block: number): Promise<Reader> {
    const { groups, values } = (await this.#file!.get(blocks[block])) as Values;
    return { blocks, block, groups, values, at: 0 };
  }
}

function isBefore(a: Reader, b: Reader): boolean {
  const order = a.groups[a.at] - b.groups[b.at];
  return order < 0 || (order === 0 && a.values[a.at] < b.values[b.at]);
}

/** The readers as a heap: the one that comes next stands at its top. */
function heaped(readers: readonly Reader[]): Reader[] {
  const heap = [...readers];
  for (let i = heap.length >> 1; i >= 0; i--) sink(heap, i);
  return heap;
}

function sink(heap: Reader[], from: number): void {
  let at = from;
  for (;;) {
    let least = at;
    for (let child = 2 * at + 1; child <= 2 * at + 2 && child < heap.length; child++)
      if (isBefore(heap[child], heap[least])) least = child;
    if (least === at) return;
    [heap[at], heap[least]] = [heap[least], heap[at]];
    at = least;
  }
}
