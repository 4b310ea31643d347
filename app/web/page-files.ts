// The files of the built page, by the address they are asked for. What is not in the list is not there: no path is ever put together.

import { readdir } from "node:fs/promises";
import { extname, join, relative } from "node:path";

export interface PageFile {
  readonly path: string;
  readonly type: string;
  /** Its name changes with its content. */
  readonly isHashed: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

/** Empty when the page has not been built. */
export async function listPage(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const address = `/${relative(folder, path).replaceAll("\\", "/")}`;
        const type = TYPES[extname(path)] ?? "application/octet-stream";
        return [
          address === "/index.html" ? "/" : address,
          { path, type, isHashed: address.startsWith("/assets/") },
        ];
      }),
  );
}
