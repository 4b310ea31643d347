// The rows that lines hold, as frames with the places they had in their source.

import { columnOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { CellTextError, fromExactCell } from "../../../engine/frames/exact-cell.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import type { DataType, Schema } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { FileReader, Files } from "../../../engine/sdk/services.ts";
import { readLetterLine, type GivenLine } from "./line.ts";
import type { Letter, LettersOfSource } from "./letters.ts";

/** Rows of a frame; fewer lines are read at once where they are long. */
const FRAME_ROWS = 1024;
const FRAME_BYTES = 16 * 1024 * 1024;

/** Lines of one source, read when they are needed. */
export class LetterRows {
  readonly #files: Files;
  readonly #path: string;
  readonly #of: LettersOfSource;
  #reader: FileReader | null = null;

  constructor(files: Files, path: string, of: LettersOfSource) {
    this.#files = files;
    this.#path = path;
    this.#of = of;
  }

  /** The rows of the letters in `schema`, frame by frame. `from` is the row id that the first of them begins with. */
  async *frames(letters: readonly Letter[], schema: Schema, from: number): AsyncGenerator<Frame> {
    let passed = from;
    for (const batch of batches(letters)) {
      const rows: Cell[][] = [];
      for (const letter of batch) rows.push(this.#cells(await this.given(letter), schema, letter));
      const to = batch[batch.length - 1].place + 1;
      const columns = schema.fields.map(({ type }, i) =>
        columnOf(
          this.#columnType(type, schema.fields[i].name),
          rows.map((row) => row[i]),
        ),
      );
      const { source, unit } = this.#of;
      const ids = Float64Array.from(batch, ({ place }) => place);
      yield new Frame(schema, columns, batch.length, { source, unit, from: passed, to, ids });
      passed = to;
    }
  }

  /** Throws for the first cell that is not of its column's type. */
  async check(letters: readonly Letter[], schema: Schema): Promise<void> {
    const held = letters.filter(({ holds }) => holds === "row");
    try {
      // Made and let go: what there is to say is said while they are made.
      for await (const _ of this.frames(held, schema, 0));
    } finally {
      await this.close();
    }
  }

  /** What the line of the letter says of its row. */
  async given({ at, bytes }: Letter): Promise<GivenLine> {
    this.#reader ??= await this.#files.open(this.#path);
    const text = new Uint8Array(bytes);
    await this.#reader.read(text, at);
    const line = readLetterLine(new TextDecoder().decode(text));
    if (typeof line !== "string" && line.given) return line.given;
    throw new MillraceError("DEAD_LETTER_BROKEN", {
      message: "The file has been changed while it was read.",
      file: this.#path,
      hint: "Run it again when nobody writes it.",
    });
  }

  async close(): Promise<void> {
    await this.#reader?.close();
    this.#reader = null;
  }

  /** The sizes of a tensor are in the line; the source may only name them. */
  #columnType(planned: DataType, name: string): DataType {
    return planned.type === "tensor" ? (this.#of.types?.[name] ?? planned) : planned;
  }

  #cells({ row }: GivenLine, { fields }: Schema, { place }: Letter): Cell[] {
    return fields.map(({ name, type }) => {
      try {
        return fromExactCell(Object.hasOwn(row, name) ? row[name] : null, type);
      } catch (thrown) {
        if (!(thrown instanceof CellTextError)) throw thrown;
        throw new MillraceError("DEAD_LETTER_CELL", {
          message: `Column "${name}" of ${this.#of.unit} ${place} of "${this.#of.source}": ${thrown.message}.`,
          file: this.#path,
          expected: type.type,
          hint: "Write the cell as the other lines have it, in given.row.",
        });
      }
    });
  }
}

function* batches(letters: readonly Letter[]): Generator<readonly Letter[]> {
  let batch: Letter[] = [];
  let bytes = 0;
  for (const letter of letters) {
    if (batch.length === FRAME_ROWS || (batch.length > 0 && bytes + letter.bytes > FRAME_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(letter);
    bytes += letter.bytes;
  }
  if (batch.length > 0) yield batch;
}
