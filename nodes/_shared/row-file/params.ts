// The parameters of actions that write rows into files: what becomes of a file that is there, and when the next one begins.

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, number } from "../../../engine/sdk/params.ts";
import { NUMBER_PLACE, partName } from "./part-names.ts";

export const rowFileParams = {
  existing: choice(["replace", "append"], {
    title: "Existing file",
    help: "Whether a file that is there is replaced, or goes on with the new rows, which have to have its columns. Either happens when all rows are written.",
    labels: { replace: "Replace it", append: "Add to it" },
    default: "replace",
  }),
  rollMegabytes: number({
    title: "Next file at",
    help: "Size at which the next file begins, never within a row; the name then holds {n}, such as out-{n}.csv. 0 writes one file.",
    unit: "MB",
    labels: { 0: "one file" },
    min: 0,
    max: 1_000_000,
    default: 0,
  }),
  rollMinutes: number({
    title: "Next file after",
    help: "Minutes after which the rows that come next begin another file; the name then holds {n}. 0 writes one file.",
    unit: "min",
    labels: { 0: "one file" },
    min: 0,
    max: 1_000_000,
    default: 0,
  }),
};

export interface RowFileSettings {
  readonly path: string;
  readonly existing: "replace" | "append";
  readonly rollMegabytes: number;
  readonly rollMinutes: number;
}

/** Whether rows go into one file after the other. */
export function rolls({ rollMegabytes, rollMinutes }: RowFileSettings): boolean {
  return rollMegabytes > 0 || rollMinutes > 0;
}

/** Whether what is written is one new file, as journals and runs in parts take it to be. */
export function isOneNewFile(settings: RowFileSettings): boolean {
  return settings.existing === "replace" && !rolls(settings);
}

export function rowFileIssues(settings: RowFileSettings): NodeIssue[] {
  const name = settings.path.replace(/^.*[/\\]/s, "");
  const places = name.split(NUMBER_PLACE).length - 1;
  const about = { code: "OUTPUT_NUMBER", path: "params.path", got: name };
  if (!rolls(settings)) {
    if (places === 0) return [];
    return [
      {
        ...about,
        severity: "warning",
        message: `One file is written, and ${NUMBER_PLACE} stands in its name as it is.`,
        hint: `Set Next file at (rollMegabytes) or Next file after (rollMinutes), or take ${NUMBER_PLACE} out.`,
      },
    ];
  }
  if (places === 1) return [];
  return [
    {
      ...about,
      severity: "error",
      message: "One file follows the other, and their names would not differ.",
      expected: `a name with ${NUMBER_PLACE} in it, once`,
      hint: `Such as ${name.replaceAll(NUMBER_PLACE, "").replace(/(\.[^.]*)?$/, `-${NUMBER_PLACE}$1`)}: the number of the file stands there.`,
    },
  ];
}

/** How a journal gets on with it: what has taken its place, or is added to what is not ours, cannot be taken back. */
export function journalOf(settings: RowFileSettings): "snapshots" | "never" | "always" {
  if (rolls(settings)) return "never";
  return settings.existing === "append" ? "snapshots" : "always";
}

/** What a run that adds to rolled files is set to; null where there is one file. */
export function followsOf(settings: RowFileSettings) {
  return rolls(settings)
    ? { first: partName(settings.path, 1), goesOn: { existing: "append" as const } }
    : null;
}
