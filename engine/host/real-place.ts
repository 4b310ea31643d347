// Where does a path really lead, and does one place lie in another? For whoever lets only some files be used.

import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { readlink, realpath } from "./promised-fs.ts";

/** Links in a row that are followed; systems follow no more. */
const MOST_LINKS = 40;

/** Where an absolute path leads; of what is not there yet, where it would come to lie. */
export async function realPlace(path: string, links = MOST_LINKS): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    if (parent === path || links === 0) return path;
    const place = join(await realPlace(parent, links - 1), basename(path));
    // A link to what is not there: writing to it would make that.
    const target = await readlink(place).catch(() => null);
    return target === null ? place : realPlace(resolve(dirname(place), target), links - 1);
  }
}

/** Both as `realPlace` gives them. A folder lies in itself. */
export function liesIn(place: string, folder: string): boolean {
  const way = relative(folder, place);
  return way === "" || (!isAbsolute(way) && way !== ".." && !/^\.\.[/\\]/.test(way));
}
