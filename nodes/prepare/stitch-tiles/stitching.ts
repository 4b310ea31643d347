// The tiles of one picture, put together as they come.

import { columnOf } from "../../../engine/frames/builder.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import type { ImageCell, Pixels } from "../../../engine/frames/image.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import type { Box } from "../../../engine/frames/marks.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { Emit, RowError } from "../../../engine/sdk/node-definition.ts";
import { noPicture, pictureError, tooLarge } from "../../_shared/pixels/picture-errors.ts";
import type { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { joinBoxes, moved } from "./join-boxes.ts";

export interface Stitch {
  readonly boxes: readonly string[];
  readonly masks: readonly string[];
  readonly overlap: number;
  readonly prefix: string;
  /** Columns of the row that comes out. */
  readonly rest: readonly string[];
  readonly schema: Schema;
}

export interface Told {
  readonly emit: Emit;
  fail(frame: Frame, row: number, error: RowError): void;
}

interface Whole {
  readonly id: number;
  /** Its first tile: whose other columns are kept. */
  readonly frame: Frame;
  readonly row: number;
  readonly plan: Stitch;
  readonly boxes: Map<string, Box[]>;
  readonly masks: Map<string, Pixels>;
}

export class Stitching {
  readonly #reader: PictureReader;
  #open: Whole | null = null;
  /** Where the range of the next row begins and where all that came ends. */
  #from: number | null = null;
  #to = 0;

  constructor(reader: PictureReader) {
    this.#reader = reader;
  }

  async take(frame: Frame, plan: Stitch, told: Told): Promise<void> {
    this.#from ??= frame.lineage.from;
    this.#to = frame.lineage.to;
    for (let row = 0; row < frame.length; row++) {
      const id = rowId(frame.lineage, row);
      if (this.#open && this.#open.id !== id) await this.#give(told.emit, id);
      this.#open ??= { id, frame, row, plan, boxes: new Map(), masks: new Map() };
      const error = await this.#add(this.#open, frame, row);
      if (error) told.fail(frame, row, error);
    }
    if (this.#open || frame.length > 0) return;
    const { columns, arena } = frame.select(plan.rest);
    await told.emit(new Frame(plan.schema, columns, 0, { ...frame.lineage, from: this.#from }, arena));
    this.#from = this.#to;
  }

  async end(emit: Emit): Promise<void> {
    if (this.#open) await this.#give(emit, this.#to);
  }

  /** A tile that cannot be used is lost by itself; the picture has what was found in the others. */
  async #add(whole: Whole, frame: Frame, row: number): Promise<RowError | null> {
    const { plan } = whole;
    const at = (name: string) => Number(frame.column(plan.prefix + name).get(row));
    for (const name of plan.boxes) {
      const found = frame.column(name).get(row) as readonly Box[] | null;
      whole.boxes.set(name, [...(whole.boxes.get(name) ?? []), ...moved(found ?? [], at("x"), at("y"))]);
    }
    for (const name of plan.masks) {
      const cell = frame.column(name).get(row) as ImageCell | null;
      if (!cell) return noPicture(name);
      try {
        const size = { width: at("of_width"), height: at("of_height") };
        const mask = whole.masks.get(name) ?? this.#blank(size.width, size.height, cell.name);
        whole.masks.set(name, mask);
        lay(await this.#reader.whole(cell, { channels: 1 }), mask, at("x"), at("y"));
      } catch (thrown) {
        return pictureError(thrown, cell, name);
      }
    }
    return null;
  }

  #blank(width: number, height: number, name: string): Pixels {
    const bytes = width * height;
    if (bytes > this.#reader.limit) throw tooLarge(width, height, bytes, this.#reader.limit);
    return { kind: "pixels", data: new Uint8Array(bytes), width, height, channels: 1, name };
  }

  async #give(emit: Emit, to: number): Promise<void> {
    const { frame, row, plan, boxes, masks } = this.#open!;
    this.#open = null;
    const from = this.#from!;
    this.#from = to;
    // Without a mask there is no row: each of its tiles has failed, and said why.
    const rows = plan.masks.every((name) => masks.has(name)) ? [row] : [];
    const first = frame.take(Int32Array.from(rows)).select(plan.rest);
    const lists = plan.boxes.map((name) => ({
      name,
      column: columnOf(
        frame.column(name).type,
        rows.map(() => joinBoxes(boxes.get(name) ?? [], plan.overlap)),
      ),
    }));
    const pictures = plan.masks.map((name) => ({
      name,
      column: columnOf(
        { type: "image" },
        rows.map(() => masks.get(name)!),
      ),
    }));
    const { columns, length, lineage, arena } = first.with([...lists, ...pictures], plan.schema);
    await emit(new Frame(plan.schema, columns, length, { ...lineage, from, to }, arena));
  }
}

/** Where tiles overlap, what one of them saw counts. */
function lay(tile: Pixels, mask: Pixels, x: number, y: number): void {
  const [width, height] = [Math.min(tile.width, mask.width - x), Math.min(tile.height, mask.height - y)];
  for (let line = 0; line < height; line++) {
    const [from, to] = [line * tile.width, (y + line) * mask.width + x];
    for (let i = 0; i < width; i++) mask.data[to + i] = Math.max(mask.data[to + i], tile.data[from + i]);
  }
}
