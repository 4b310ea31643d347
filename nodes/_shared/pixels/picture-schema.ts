// What kinds that work on pictures say while a workflow is edited: their column, their new columns, and what is wrong with them.

import { withFields } from "../../../engine/frames/frame.ts";
import { marksOf } from "../../../engine/frames/marks.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue, SchemaResult } from "../../../engine/sdk/node-definition.ts";
import { colour, column, text } from "../../../engine/sdk/params.ts";
import { clashIssues } from "../clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../column-issues.ts";

/** `newest`: as in `ParamInfo`. */
export const pictureColumn = (newest?: "any" | "in-place") =>
  column({
    title: "Pictures",
    help: "The column with the pictures.",
    of: "image",
    default: "image",
    ...(newest && { newest }),
  });

export const pictureOutput = (fallback: string) =>
  text({
    title: "New column",
    help: "Name of the new picture; that of its source replaces it.",
    default: fallback,
    minLength: 1,
  });

export const backgroundParam = (help: string) =>
  colour({ title: "Background", help: `${help}, as #rrggbb.`, default: "#000000" });

export function pictureIssues(schema: Schema, name: string, param = "column"): NodeIssue[] {
  const path = `params.${param}`;
  const isPicture = ({ type }: Field["type"]) => type === "image";
  return [
    ...unknownColumnIssues(schema, [name], path),
    ...typeIssues(schema, [name], path, isPicture, "a picture", "Choose a column of pictures."),
  ];
}

export function boxIssues(schema: Schema, name: string, param = "boxes"): NodeIssue[] {
  const path = `params.${param}`;
  const isBoxes = (type: Field["type"]) => marksOf(type) === "boxes";
  return [
    ...unknownColumnIssues(schema, [name], path),
    ...typeIssues(
      schema,
      [name],
      path,
      isBoxes,
      "a list of boxes (x, y, width, height)",
      "Choose what a detector adds.",
    ),
  ];
}

/**
 * Pictures in, and columns added; one that is named as `replaces` takes its place. `params[i]` names the param behind `added[i]`.
 */
export function addedToPictures(
  schema: Schema,
  replaces: string,
  added: readonly Field[],
  params: readonly (string | undefined)[],
  more: readonly NodeIssue[] = [],
): SchemaResult<"out"> {
  const others = { ...schema, fields: schema.fields.filter(({ name }) => name !== replaces) };
  const issues = [...pictureIssues(schema, replaces), ...clashIssues(others, added, params), ...more];
  return { outputs: { out: withFields({ ...schema, fields: schema.fields.map(kept) }, added) }, issues };

  /** What was made of a picture that is replaced now is not made of the new one. */
  function kept(field: Field): Field {
    const { madeOf, ...rest } = field;
    return madeOf && added.some(({ name }) => name === madeOf.column) ? rest : field;
  }
}

export function colourIssues(value: string, param: string): NodeIssue[] {
  if (/^#[0-9a-f]{6}$/iu.test(value)) return [];
  return [
    {
      code: "PARAM_INVALID",
      severity: "error",
      path: `params.${param}`,
      message: `"${value}" is no colour.`,
      expected: "#rrggbb",
      got: value,
      hint: "Set it to #rrggbb, such as #ffffff for white.",
      fix: { label: "Set it to black", commands: [{ do: "set-param", id: "", param, value: "#000000" }] },
    },
  ];
}
