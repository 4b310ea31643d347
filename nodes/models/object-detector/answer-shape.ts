// Has the model answered what its layout is read from? Where the file leaves sizes open, only the answer tells; else there would be no boxes, or odd ones.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";
import { checkClasses } from "../../_shared/answered-classes.ts";
import type { RowLayout } from "../../_shared/vision/boxes/rows.ts";
import type { HeadLayout } from "./layout.ts";
import type { ClassScoresLayout } from "./layouts/class-scores.ts";
import type { ListLayout } from "./layouts/lists.ts";

type Tensors = Readonly<Record<string, Tensor>>;

export function checkAnswer(head: HeadLayout, tensors: Tensors, labels: readonly string[] | null): void {
  if (head.kind === "rows") checkRows(head, tensors[head.output]);
  if (head.kind === "lists") checkLists(head, tensors);
  if (head.kind === "class-scores") checkClassScores(head, tensors, labels);
}

/** The numbers of a box that are read have to be there. */
function checkRows({ output, columns, box, score, classes }: RowLayout, { dims }: Tensor): void {
  const width = dims.at(columns ? -2 : -1) ?? 0;
  const last = classes === null ? 0 : "at" in classes ? classes.at : classes.from + classes.count - 1;
  const needed = 1 + Math.max(...box, score ?? 0, last);
  if (width < needed) throw misshapen(output, `${needed} numbers or more for each box`, dims);
}

function checkLists({ boxes, scores, classes }: ListLayout, tensors: Tensors): void {
  const count = rowsOf(tensors[boxes]);
  for (const name of [scores, classes])
    if (name !== null && tensors[name].data.length < count)
      throw misshapen(name, `${count} numbers, one for each box`, tensors[name].dims);
}

function checkClassScores(
  { boxes, scores, nothing }: ClassScoresLayout,
  tensors: Tensors,
  labels: readonly string[] | null,
): void {
  const count = rowsOf(tensors[boxes]);
  if (count === 0) return;
  const { dims } = tensors[scores];
  const classes = (dims.at(-1) ?? 0) - (nothing === null ? 0 : 1);
  if (classes < 1 || rowsOf(tensors[scores]) !== count)
    throw misshapen(scores, `${count} boxes with a score for each class`, dims);
  checkClasses(classes, { labels, classes: null });
}

/** Rows of all dimensions but the last. */
function rowsOf({ dims }: Tensor): number {
  return dims.slice(0, -1).reduce((product, size) => product * size, 1);
}

function misshapen(output: string, expected: string, dims: readonly number[]): MillraceError {
  return new MillraceError("MODEL_OUTPUT_SHAPE", {
    message: `The output "${output}" of the model does not have what boxes are read from.`,
    expected,
    got: `[${dims.join(",")}]`,
    hint: "Set Outputs (layout), or Mapping, to what the model gives, or export it anew.",
    fatal: true,
  });
}
