// A name that nothing has yet: `data.csv`, `data-2.csv`, `data-3.csv`.

import { parse } from "node:path";

export async function freeName(name: string, isTaken: (name: string) => Promise<boolean>): Promise<string> {
  const { name: stem, ext } = parse(name);
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${stem}-${n}${ext}`;
    if (!(await isTaken(candidate))) return candidate;
  }
}

/** A file name that every system takes, from one that a browser gave. */
export function plainName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? "";
  const plain = last
    .replace(/[\0-\x1f<>:"|?*]/g, "_")
    .replace(/^\.+/, "")
    .replace(/[. ]+$/, "");
  return plain || "file";
}
