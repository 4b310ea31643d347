// The kinds that stand in for sources while failed rows are run again: one gives the rows of the lines, one picks rows out of what the source gives.

import * as z from "zod/mini";
import { frameOf, freshLineage } from "../../../engine/frames/builder.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { AnyNode, Emit, ProduceContext, RowError } from "../../../engine/sdk/node-definition.ts";
import type { LetterRows } from "./letter-rows.ts";
import type { Letter, LettersOfSource } from "./letters.ts";
import { saysPath, WantedRows } from "./wanted-rows.ts";

type Produce = ProduceContext<object, unknown, unknown, string>;

/** What no stand-in has: it is neither cut nor gone on with, and looks for nothing. */
const WITHOUT = { parts: undefined, partition: undefined, resumes: undefined, advise: undefined } as const;

/** Of a stand-in that reads nothing: what the params say of files and servers is of no interest, and may have changed. */
export const NO_PARAMS = z.object({});

/** A source that gives no rows: all of them have been through. */
export function silentSource(definition: AnyNode, schema: Schema): AnyNode {
  return { ...alone(definition, schema), produce: async () => {} };
}

/** A source that is read as a whole again: of its rows that cannot be read, the run before has told. */
export function consultedSource(definition: AnyNode): AnyNode {
  return {
    ...definition,
    ...WITHOUT,
    produce: (ctx: Produce) =>
      definition.produce!(
        Object.assign(Object.create(ctx) as Produce, { part: null, fail: () => {}, reached: () => {} }),
      ),
  };
}

/** A source that gives the rows that lines hold, whether what it reads is there or not. */
export function heldSource(
  definition: AnyNode,
  schema: Schema,
  rows: LetterRows,
  letters: readonly Letter[],
): AnyNode {
  return {
    ...alone(definition, schema),
    async produce({ out, progress }: Produce) {
      const emit = Object.values(out)[0];
      let given = 0;
      for await (const frame of rows.frames(letters, schema, 0)) {
        await emit(frame);
        given += frame.length;
        progress(given, letters.length);
      }
    },
    close: () => rows.close(),
  };
}

function alone(definition: AnyNode, schema: Schema): AnyNode {
  const [port] = Object.keys(definition.outputs);
  return {
    ...definition,
    ...WITHOUT,
    params: NO_PARAMS,
    needs: [],
    probe: undefined,
    alsoReads: undefined,
    open: undefined,
    close: undefined,
    schema: () => ({ outputs: { [port]: schema } }),
  };
}

export interface SourceSchemas {
  readonly schema: Schema;
  /** Of its rows that fail. */
  readonly failed: Schema;
}

/** A source of which some rows are read again: those whose lines do not hold them, or not all of them. The others come from their lines. */
export function pickedSource(
  definition: AnyNode,
  { schema, failed }: SourceSchemas,
  rows: LetterRows,
  of: LettersOfSource,
): AnyNode {
  const { letters } = of;
  return {
    ...definition,
    ...WITHOUT,
    async produce(ctx: Produce) {
      const [port, emit] = Object.entries(ctx.out)[0];
      const wanted = await WantedRows.of(letters, rows, saysPath(schema));
      const pick = new Picking(schema, rows, wanted, letters, emit);
      const own: Produce = Object.assign(Object.create(ctx) as Produce, {
        part: null,
        out: { ...ctx.out, [port]: (frame: Frame) => pick.take(frame) },
        // Rows that could not be read then, and are not to be run again, have been told of.
        fail: (frame: Frame, row: number, error: RowError) => {
          if (wanted.hasFailed(frame, row)) ctx.fail(frame, row, error);
        },
        reached: () => {},
      });
      await definition.produce!(own);
      await pick.end();
      if (!ctx.signal.aborted)
        for (const letter of wanted.gone()) ctx.fail(placeOf(letter, of, failed), 0, rowGone(letter, of));
    },
    async close(ctx, outcome) {
      await rows.close();
      await definition.close?.(ctx, outcome);
    },
  };
}

/** One row of the columns that failed rows of the source have, of which nothing but its place is known. */
function placeOf({ place }: Letter, { source, unit }: LettersOfSource, failed: Schema): Frame {
  return frameOf(failed, [{}], freshLineage(source, place, place + 1, unit));
}

function rowGone({ place, path, holds }: Letter, { source, unit }: LettersOfSource): RowError {
  const what = path !== null ? `"${path}"` : `${unit} ${place}`;
  return {
    code: "DEAD_LETTER_GONE",
    cause:
      holds === "name"
        ? `What the line names is not in "${source}" any more.`
        : `There is no ${what} in "${source}" any more.`,
    hint: "It was read again because the line does not hold the row. Put the source back as it was, or run the workflow on it as it is.",
  };
}

/** Picks rows out of the frames of a source, and puts those of the lines between them, in the order of their places. */
class Picking {
  readonly #schema: Schema;
  readonly #rows: LetterRows;
  readonly #emit: Emit;
  readonly #wanted: WantedRows;
  readonly #held: readonly Letter[];
  /** How many of the held ones are through. */
  #given = 0;
  /** Row id up to which everything has been passed. */
  #passed = 0;

  constructor(schema: Schema, rows: LetterRows, wanted: WantedRows, letters: readonly Letter[], emit: Emit) {
    this.#schema = schema;
    this.#rows = rows;
    this.#emit = emit;
    this.#wanted = wanted;
    this.#held = letters.filter(({ holds }) => holds === "row");
  }

  async take(frame: Frame): Promise<void> {
    let run: number[] = [];
    const giveRun = async () => {
      if (run.length === 0) return;
      const taken = frame.take(Int32Array.from(run));
      run = [];
      const last = rowId(taken.lineage, taken.length - 1);
      await this.#give(taken, last + 1);
    };
    for (let row = 0; row < frame.length; row++) {
      if (!this.#wanted.has(frame, row)) continue;
      const id = rowId(frame.lineage, row);
      if (this.#given < this.#held.length && this.#held[this.#given].place < id) {
        await giveRun();
        await this.#giveHeld(id);
      }
      run.push(row);
    }
    await giveRun();
  }

  async end(): Promise<void> {
    await this.#giveHeld(Infinity);
  }

  /** The rows of lines before that place. */
  async #giveHeld(before: number): Promise<void> {
    const first = this.#given;
    while (this.#given < this.#held.length && this.#held[this.#given].place < before) this.#given++;
    const due = this.#held.slice(first, this.#given);
    for await (const frame of this.#rows.frames(due, this.#schema, this.#passed))
      await this.#give(frame, frame.lineage.to);
  }

  async #give(frame: Frame, to: number): Promise<void> {
    const { schema, columns, length, lineage, arena } = frame;
    const moved = { ...lineage, from: this.#passed, to };
    this.#passed = to;
    await this.#emit(new Frame(schema, columns, length, moved, arena));
  }
}
