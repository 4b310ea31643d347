// Pictures whose boxes become labels for training: which class each box is of, and how large the picture is.

import * as z from "zod/mini";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import type { Box } from "../../../engine/frames/marks.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { NodeContext, NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { json } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { noPicture, pictureError } from "../pixels/picture-errors.ts";
import type { PictureFacts } from "../pixels/picture-facts.ts";
import type { PictureReader } from "../pixels/picture-reader.ts";
import { boxIssues, pictureColumn, pictureIssues } from "../pixels/picture-schema.ts";
import { unknownLabel, type ClassNumbers } from "./class-numbers.ts";
import { boxesColumn, boxesOf, isRowError } from "./marks-params.ts";

export const labelledParams = (help: string) => ({
  column: pictureColumn(),
  boxes: boxesColumn(),
  labels: json<string[]>(
    () => z.array(z.string()),
    { title: "Labels", help: `${help} Empty: as they come first.`, default: [] },
    isListOf(isText),
  ),
});

interface Columns {
  readonly column: string;
  readonly boxes: string;
}

export function labelledIssues(schema: Schema, { column, boxes }: Columns): NodeIssue[] {
  return [...pictureIssues(schema, column), ...boxIssues(schema, boxes)];
}

/** What an action would do with a frame, for `plan`; `target` is the file or folder. */
export function labelledPlan(frame: Frame, target: string) {
  const { source, unit, from, to } = frame.lineage;
  return {
    key: `${target} ${source} ${unit} ${from}-${to}`,
    summary: `write labels of ${frame.length} pictures to ${target}`,
    rows: frame.length,
    data: { frame },
  };
}

export interface LabelledPicture {
  /** Its name, or the number of its row where it has none. */
  readonly name: string;
  readonly facts: PictureFacts;
  readonly boxes: readonly Box[];
  /** The class of each box, from 0. */
  readonly classes: readonly number[];
}

type Context = Pick<NodeContext, "fail" | "signal"> & {
  readonly params: Columns;
  readonly state: { readonly reader: PictureReader; readonly classes: ClassNumbers };
};

/** Row by row; a row without a picture or boxes, or with a label that is not wanted, fails. */
export async function eachLabelled(
  frame: Frame,
  { params, state, fail, signal }: Context,
  write: (picture: LabelledPicture) => void | Promise<void>,
): Promise<void> {
  for (let row = 0; row < frame.length && !signal.aborted; row++) {
    const found = await read(row);
    if ("code" in found) fail(frame, row, found);
    else await write(found);
  }

  async function read(row: number): Promise<LabelledPicture | RowError> {
    const image = frame.column(params.column).get(row) as ImageCell | null;
    if (!image) return noPicture(params.column);
    const boxes = boxesOf(frame, params.boxes, row);
    if (isRowError(boxes)) return boxes;
    const facts = await state.reader
      .facts(image)
      .catch((thrown: unknown) => pictureError(thrown, image, params.column));
    if ("code" in facts) return facts;
    const classes: number[] = [];
    for (const { label } of boxes) {
      const number = state.classes.of(label);
      if (number === null) return unknownLabel(label, state.classes.names, params.boxes);
      classes.push(number);
    }
    return { name: image.name || String(rowId(frame.lineage, row)), facts, boxes, classes };
  }
}
