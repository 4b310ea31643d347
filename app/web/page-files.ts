// The files of the built page, by the address they are asked for. What is not in the list is not there: no path is ever put together.

import { readdir } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import { FILE_TYPES } from "../host/editor-page.ts";

export interface PageFile {
  readonly path: string;
  readonly type: string;
  /** Its name changes with its content. */
  readonly isHashed: boolean;
}

/** Empty when the page has not been built. */
export async function listPage(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const address = `/${relative(folder, path).replaceAll("\\", "/")}`;
        const type = FILE_TYPES[extname(path)] ?? "application/octet-stream";
        return [
          address === "/index.html" ? "/" : address,
          { path, type, isHashed: address.startsWith("/assets/") },
        ];
      }),
  );
}
