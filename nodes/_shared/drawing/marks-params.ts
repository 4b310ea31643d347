// Params of kinds that work on what was found in pictures: boxes with these labels and at least this score.

import * as z from "zod/mini";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { Box } from "../../../engine/frames/marks.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { column, json, number } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";

export const boxesColumn = (visible?: { param: string; oneOf: string[] }) =>
  column({
    title: "Boxes",
    help: "The column with what was found in each picture.",
    of: "boxes",
    default: "boxes",
    ...(visible && { visibleWhen: visible }),
  });

export const chosenBoxes = {
  labels: json<string[]>(
    () => z.array(z.string()),
    { title: "Labels", help: "Only boxes with one of these labels. Empty: all.", default: [] },
    isListOf(isText),
  ),
  score: number({
    title: "Least score",
    help: "Only boxes of which the model is that sure; boxes without a score are taken.",
    min: 0,
    max: 1,
    default: 0,
    setting: true,
  }),
};

export interface ChosenBoxes {
  readonly labels: readonly string[];
  readonly score: number;
}

export function isChosen({ label, score }: Box, chosen: ChosenBoxes): boolean {
  if (score !== null && score < chosen.score) return false;
  return chosen.labels.length === 0 || (label !== null && chosen.labels.includes(label));
}

/** The boxes of a row; a row without a list is an error, since nobody knows whether there is anything in the picture. */
export function boxesOf(frame: Frame, name: string, row: number): readonly Box[] | RowError {
  const cell = frame.column(name).get(row) as readonly Box[] | null;
  if (cell) return cell.map((box) => ({ ...box, label: box.label ?? null, score: box.score ?? null }));
  return {
    code: "NULL_VALUE",
    cause: `There is no list of boxes in "${name}" here.`,
    hint: "Filter such rows out before.",
    column: name,
  };
}

export function isRowError(found: readonly Box[] | RowError): found is RowError {
  return "code" in found;
}
