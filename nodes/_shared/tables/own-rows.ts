// Rows that a node numbers anew: counted from 1, each with the place that it had before.

import { Frame } from "../../../engine/frames/frame.ts";
import type { Column } from "../../../engine/frames/column.ts";
import type { Origin } from "../../../engine/frames/lineage.ts";
import type { Schema } from "../../../engine/frames/types.ts";

export class OwnRows {
  readonly #node: string;
  #next = 1;

  constructor(node: string) {
    this.#node = node;
  }

  /** The next rows. */
  frame(schema: Schema, columns: readonly Column[], length: number, origin: Origin | undefined): Frame {
    const from = this.#next;
    this.#next += length;
    return new Frame(schema, columns, length, {
      source: this.#node,
      unit: "row",
      from,
      to: this.#next,
      ids: null,
      ...(origin && { origin }),
    });
  }
}
