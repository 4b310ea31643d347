// Names of files from a row: text with columns in braces, such as `{stem}-{label}`.

import type { Frame } from "../../engine/frames/frame.ts";
import { rowId } from "../../engine/frames/lineage.ts";
import type { Schema } from "../../engine/frames/types.ts";
import type { NodeIssue } from "../../engine/sdk/node-definition.ts";
import { cellText } from "./cell-text.ts";
import { unknownColumnIssues } from "./column-issues.ts";
import { stemOf } from "./safe-name.ts";

const PLACE = /\{([^{}]*)\}/gu;

export interface OwnPlaces {
  /** Where the thing that is written came from: `stem` is its last part without the ending. */
  readonly source: string;
  /** What the kind itself knows, before the columns of the row. */
  readonly more?: Readonly<Record<string, string>>;
}

/** `{stem}` is the name of the source's file, `{row}` the number of its row, all others are columns; nothing for what is empty. */
export function fillName(
  template: string,
  frame: Frame,
  row: number,
  { source, more = {} }: OwnPlaces,
): string {
  return template.replaceAll(PLACE, (_, name: string) => {
    if (Object.hasOwn(more, name)) return more[name];
    const column = frame.find(name);
    if (column) return cellText(column, row) ?? "";
    if (name === "stem") return stemOf(source) || String(rowId(frame.lineage, row));
    return name === "row" ? String(rowId(frame.lineage, row)) : "";
  });
}

/** An issue for each place that nothing would be put into. */
export function templateIssues(
  template: string,
  schema: Schema,
  param: string,
  own: readonly string[] = [],
): NodeIssue[] {
  const names = [...template.matchAll(PLACE)].map(([, name]) => name);
  const columns = names.filter((name) => ![...own, "stem", "row"].includes(name));
  return unknownColumnIssues(schema, columns, `params.${param}`);
}
