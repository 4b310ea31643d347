// Where does a name lie that was typed into the file dialog? It may be a path: from the root, from home, or below the folder shown.

import { isAbsolutePath } from "../../../../engine/document/paths.ts";
import { joinPath } from "./crumbs.ts";

export interface Typed {
  readonly folder: string;
  /** "" where a folder was typed: one that ends with a separator. */
  readonly name: string;
}

export function typedPath(text: string, shown: string, home: string): Typed {
  const isHome = /^~(?=[\\/]|$)/.test(text);
  const given = isHome ? home + text.slice(1) : text;
  const path = isAbsolutePath(given) ? given : joinPath(shown, given);
  return text === "~" ? { folder: home, name: "" } : folderAndName(path, shown);
}

/** A path cut before its last name. `otherwise` is the folder of a name alone. */
export function folderAndName(path: string, otherwise: string): Typed {
  // On systems that write paths with `/`, a backslash is a letter like any other.
  const cut = Math.max(path.lastIndexOf("/"), /^[A-Za-z]:|^\\\\/.test(path) ? path.lastIndexOf("\\") : -1);
  if (cut < 0) return { folder: otherwise, name: path };
  const folder = path.slice(0, cut);
  const isRoot = folder === "" || /^[A-Za-z]:$/.test(folder);
  return { folder: isRoot ? path.slice(0, cut + 1) : folder, name: path.slice(cut + 1) };
}
