// An output port at run time: gives a frame to every wire that starts there.

import type { Frame } from "../frames/frame.ts";

/** The far end of a wire. */
export interface Link {
  /** Answers a promise while the sender should wait. */
  push(frame: Frame): Promise<void> | void;
  /** No more frames come. Resolves when the receiver has dealt with that, as far as it is reached by direct calls. */
  close(): Promise<void>;
  /** The receiver wants nothing more. */
  readonly finished: boolean;
}

export class Outlet {
  readonly links: Link[] = [];
  /** That went out here so far. */
  rows = 0;

  /** Frames are shared between wires, never copied. */
  push(frame: Frame): Promise<void> | void {
    const { links } = this;
    if (links.length === 1) return links[0].push(frame);
    let waits: Promise<void>[] | null = null;
    for (const link of links) {
      const wait = link.push(frame);
      if (wait) (waits ??= []).push(wait);
    }
    if (waits) return Promise.all(waits).then(() => {});
  }

  async close(): Promise<void> {
    for (const link of this.links) await link.close();
  }

  /** Whether every receiver has had enough. A port without a wire never has: its node may have another purpose. */
  get finished(): boolean {
    return this.links.length > 0 && this.links.every((link) => link.finished);
  }
}
