// The fingerprint of a file or a folder as it lies on the disk, or would: of a folder, all names with what the files hold.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { hashOf } from "./text-hash.ts";

/** Null when there is nothing. */
export async function contentHash(path: string): Promise<string | null> {
  const names = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null);
  if (!names) return readFile(path).then(hashOf, () => null);
  const files = await Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const full = join(parentPath, name);
        const inside = full.slice(path.length + 1).replaceAll("\\", "/");
        return { path: inside, bytes: await readFile(full) };
      }),
  );
  return folderHash(files);
}

export function folderHash(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): string {
  const lines = files.map(({ path, bytes }) => `${path}\n${hashOf(bytes)}\n`);
  return hashOf(lines.toSorted().join(""));
}
