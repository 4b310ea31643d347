// Each picture of a frame becomes rows of new cells: several at once, as many as memory allows, in their order.

import type { Cell } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import type { Field } from "../../../engine/frames/types.ts";
import type { NodeContext, RowError } from "../../../engine/sdk/node-definition.ts";
import type { Emit } from "../../../engine/sdk/node-definition.ts";
import { Pieces } from "./in-pieces.ts";
import { noPicture, pictureError } from "./picture-errors.ts";
import type { PictureFacts } from "./picture-facts.ts";
import type { PictureReader } from "./picture-reader.ts";

/** Pictures worked on at once: the thread pool has four threads, and each needs the next one waiting. */
const AT_ONCE = 8;

type Cells = readonly Cell[];

/** The cells of a row, or what makes them when the rows before have gone on: many large pictures out of one. */
export type MadeRow = Cells | (() => Cells | Promise<Cells>);

export interface PictureWork {
  readonly frame: Frame;
  /** The column of the pictures. */
  readonly column: string;
  /** What each new row is given, in this order. */
  readonly fields: readonly Field[];
  readonly reader: PictureReader;
  /** The cells of each row that a picture becomes. An error, answered or thrown, fails the row. */
  make(image: ImageCell, row: number, facts: PictureFacts): Promise<readonly MadeRow[] | RowError>;
}

type Context = Pick<NodeContext, "outputs" | "fail" | "signal"> & { readonly out: { readonly out: Emit } };

export async function mapPictures(work: PictureWork, ctx: Context): Promise<void> {
  const { frame, column, fields, reader, make } = work;
  const images = frame.column(column);
  const pieces = new Pieces(frame, fields, ctx.outputs.out, (piece) => ctx.out.out(piece), reader);
  const facts = await Promise.all(
    Array.from({ length: frame.length }, (_, row) => factsOf(images.get(row) as ImageCell | null)),
  );
  for (let from = 0; from < frame.length;) {
    if (ctx.signal.aborted) return;
    const to = from + countAtOnce(facts, from, reader.limit);
    const rows = Array.from({ length: to - from }, (_, i) => from + i);
    const made = await Promise.all(rows.map((row) => tried(row)));
    for (const [i, result] of made.entries()) {
      if ("code" in result) ctx.fail(frame, from + i, result);
      else await addRows(from + i, result);
    }
    await pieces.giveIfFull(to);
    from = to;
  }
  if (!ctx.signal.aborted) await pieces.end();

  async function addRows(row: number, made: readonly MadeRow[]): Promise<void> {
    for (const [done, one] of made.entries()) {
      if (ctx.signal.aborted) return;
      if (typeof one === "function") await pieces.giveIfFull(row);
      const cells = typeof one === "function" ? await madeNow(row, one, done) : one;
      // What is wrong with the rest of a file: the rows before have gone on.
      if (cells === null) return;
      pieces.add(row, cells, bytesOf(cells));
    }
  }

  async function madeNow(
    row: number,
    make: () => Cells | Promise<Cells>,
    done: number,
  ): Promise<Cells | null> {
    try {
      return await make();
    } catch (thrown) {
      if (ctx.signal.aborted) return null;
      const error = pictureError(thrown, images.get(row) as ImageCell, column);
      const cause =
        done === 0
          ? error.cause
          : `${error.cause} ${done === 1 ? "1 row" : `${done} rows`} of it went on before.`;
      ctx.fail(frame, row, { ...error, cause });
      return null;
    }
  }

  async function factsOf(image: ImageCell | null): Promise<PictureFacts | RowError> {
    if (!image) return noPicture(column);
    return reader.facts(image).catch((thrown: unknown) => pictureError(thrown, image, column));
  }

  async function tried(row: number): Promise<readonly MadeRow[] | RowError> {
    const found = facts[row];
    if ("code" in found) return found;
    const image = images.get(row) as ImageCell;
    return make(image, row, found).catch((thrown: unknown) => pictureError(thrown, image, column));
  }
}

/** How many rows from this one on, so that what they hold when they are decoded is a quarter of the limit at most, but one always. */
function countAtOnce(facts: readonly (PictureFacts | RowError)[], from: number, limit: number): number {
  let [count, bytes] = [0, 0];
  for (const found of facts.slice(from, from + AT_ONCE)) {
    bytes += "code" in found ? 0 : found.decodedBytes;
    if (count > 0 && bytes > limit / 4) break;
    count++;
  }
  return count;
}

/** What pictures among the cells hold; the rest is small beside them. */
function bytesOf(cells: readonly Cell[]): number {
  return cells.reduce<number>((sum, cell) => {
    if (cell === null || typeof cell !== "object" || !("kind" in cell)) return sum;
    const image = cell as ImageCell;
    return sum + (image.kind === "pixels" ? image.data.length : image.bytes.length);
  }, 0);
}
