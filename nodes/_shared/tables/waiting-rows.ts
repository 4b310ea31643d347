// Rows that wait for something, in their order: some in memory, those that come behind them on the disk.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { Scratch, ScratchFile, ScratchPlace } from "../../../engine/sdk/services.ts";
import { FrameBytes } from "./frame-bytes.ts";
import { frameData, frameFrom, type FrameData } from "./frame-data.ts";

export class WaitingRows {
  readonly #schema: Schema;
  readonly #limit: number;
  readonly #scratch: Scratch;
  #frames: Frame[] = [];
  readonly #counter = new FrameBytes();
  #bytes = 0;
  #file: ScratchFile | null = null;
  #places: ScratchPlace[] = [];

  constructor(schema: Schema, limitBytes: number, scratch: Scratch) {
    this.#schema = schema;
    this.#limit = limitBytes;
    this.#scratch = scratch;
  }

  async add(frame: Frame): Promise<void> {
    if (!this.#file) {
      this.#frames.push(frame);
      this.#bytes += this.#counter.of(frame);
      if (this.#bytes > this.#limit) this.#file = await this.#scratch.open();
      return;
    }
    this.#places.push(await this.#file.put(frameData(frame)));
  }

  /** All of them, once. */
  async *taken(): AsyncGenerator<Frame> {
    for (const frame of this.#frames.splice(0)) yield frame;
    for (const place of this.#places)
      yield frameFrom((await this.#file!.get(place)) as FrameData, this.#schema);
    await this.close();
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
    this.#places = [];
  }
}
