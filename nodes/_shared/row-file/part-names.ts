// Names of files that follow each other: out-{n}.csv is out-0001.csv, out-0002.csv …

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import type { Warn } from "./existing-file.ts";

export const NUMBER_PLACE = "{n}";
/** So that names sort as they were written; more of them are longer. */
const DIGITS = 4;

export function partName(path: string, number: number): string {
  const [, folder, name] = /^(.*[/\\])?(.*)$/s.exec(path)!;
  return (folder ?? "") + name.replace(NUMBER_PLACE, String(number).padStart(DIGITS, "0"));
}

/** The number of the next file; with `replace`, files that are there are nobody's to replace: how many there will be is not known. */
export async function firstNumber(
  { path, existing }: { readonly path: string; readonly existing: "replace" | "append" },
  files: Files,
  warn: Warn,
): Promise<number> {
  const [, folder = "./", name] = /^(.*[/\\])?(.*)$/s.exec(path)!;
  const [before, behind] = name.split(NUMBER_PLACE);
  const all = await files.list(folder.replace(/(?<=.)[/\\]$/, ""));
  const numbers = numbersOf(all, before, behind);
  const last = Math.max(0, ...numbers);
  if (last === 0) return 1;
  const begun = numbersOf(all, before, `${behind}.part`).at(-1);
  const left = begun === undefined ? null : `${partName(path, begun)}.part`;
  if (existing === "replace") throw thereAlready(partName(path, last), numbers.length, left);
  if (left !== null)
    warn(
      "OUTPUT_PARTS_BEGUN",
      `"${left}" is of a run that has not come to its end, as may be the files before it: where this run reads the same rows, remove those, or they are there twice.`,
    );
  return last + 1;
}

/** The numbers of files that are named so, in the order of the names. */
function numbersOf(names: readonly string[], before: string, behind: string): number[] {
  return names.flatMap((found) => {
    const isPart =
      found.length >= before.length + behind.length && found.startsWith(before) && found.endsWith(behind);
    const number = isPart ? found.slice(before.length, found.length - behind.length) : "";
    return /^\d+$/.test(number) ? [Number(number)] : [];
  });
}

/** `left` is what a run has begun that has not come to its end. */
function thereAlready(file: string, count: number, left: string | null): MillraceError {
  const ended = left === null ? "" : ` A run has not come to its end, and left "${left}".`;
  return new MillraceError("OUTPUT_PARTS_THERE", {
    message: `There are files of an earlier run (${count}, the last one "${file}"), and new ones would stand among them.${ended}`,
    file,
    hint: 'Remove them where that run has not come to its end, as this one writes their rows again. Else move them away, or set Existing file (existing) to "append": then the next number is taken.',
    fatal: true,
  });
}
