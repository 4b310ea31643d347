// Names of files that follow each other: out-{n}.csv is out-0001.csv, out-0002.csv …

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";

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
): Promise<number> {
  const [, folder = "./", name] = /^(.*[/\\])?(.*)$/s.exec(path)!;
  const [before, behind] = name.split(NUMBER_PLACE);
  const numbers = (await files.list(folder.replace(/(?<=.)[/\\]$/, ""))).flatMap((found) => {
    const isPart =
      found.length >= name.length - NUMBER_PLACE.length && found.startsWith(before) && found.endsWith(behind);
    const number = isPart ? found.slice(before.length, found.length - behind.length) : "";
    return /^\d+$/.test(number) ? [Number(number)] : [];
  });
  const last = Math.max(0, ...numbers);
  if (last > 0 && existing === "replace") throw thereAlready(partName(path, last), numbers.length);
  return last + 1;
}

function thereAlready(file: string, count: number): MillraceError {
  return new MillraceError("OUTPUT_PARTS_THERE", {
    message: `There are files of an earlier run (${count}, the last one "${file}"), and new ones would stand among them.`,
    file,
    hint: 'Move them away, or set Existing file (existing) to "append": then the next number is taken.',
    fatal: true,
  });
}
