// What is at a path that was typed into the file dialog to be opened: a folder to go to, or the file.

import type { Bridge } from "../../../bridge/bridge.ts";
import { joinPath } from "./crumbs.ts";
import { typedPath } from "./typed-path.ts";

export type TypedTarget =
  | { readonly is: "folder"; readonly path: string }
  | { readonly is: "file"; readonly path: string; readonly folder: string }
  | { readonly is: "nothing"; readonly path: string };

/** `shown` is the folder that a name or a relative path begins at. Throws what the host says where it can look nowhere. */
export async function typedTarget(
  bridge: Bridge,
  text: string,
  shown: string,
  home: string,
): Promise<TypedTarget> {
  const { folder, name } = typedPath(unquoted(text.trim()), shown, home);
  const asked = name === "" ? folder : joinPath(folder, name);
  const { path, missing, isFile } = await bridge.file.list({ path: asked, extensions: [] });
  if (missing === null) return { is: "folder", path };
  return isFile ? { is: "file", path: missing, folder: path } : { is: "nothing", path: missing };
}

/** As some systems copy a path. */
function unquoted(text: string): string {
  return /^"[^"]+"$/.test(text) ? text.slice(1, -1) : text;
}
