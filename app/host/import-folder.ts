// A folder that was dropped on a browser, which does not say where it lies: kept whole beside the workflow.

import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Reply, Request } from "../bridge/calls.ts";
import { withFile } from "../../engine/host/file-errors.ts";
import { allowedPath } from "./access.ts";
import { contentHash, folderHash } from "./content-hash.ts";
import { freeName, plainName } from "./free-name.ts";
import { viewOf, type Session } from "./session.ts";
import { DATA_FOLDER } from "./untitled.ts";

/** Keeps the files under a free name. The same folder dropped twice is kept once; one that is not whole is not kept. */
export async function importFolder(
  session: Session,
  { name, files }: Pick<Request<"file.importFolder">, "name" | "files">,
): Promise<Reply<"file.importFolder">> {
  const plain = files.map(({ path, bytes }) => ({ path: plainPath(path), bytes }));
  const hash = folderHash(plain);
  const place = (candidate: string) => allowedPath(viewOf(session), `${DATA_FOLDER}/${candidate}`);
  let isThere = false;
  const free = await freeName(plainName(name), async (candidate) => {
    const path = await place(candidate);
    const found = await stat(path).catch(() => null);
    if (!found) return false;
    isThere = found.isDirectory() && (await contentHash(path)) === hash;
    return !isThere;
  });
  if (!isThere) {
    const path = await place(free);
    await writeWhole(path, plain);
    session.imported.push(path);
  }
  return { path: `${DATA_FOLDER}/${free}` };
}

async function writeWhole(
  folder: string,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Promise<void> {
  const part = `${folder}.part`;
  await withFile(folder, async () => {
    await rm(part, { recursive: true, force: true });
    await mkdir(part, { recursive: true });
    try {
      for (const { path, bytes } of files) {
        const file = join(part, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, bytes);
      }
      await rename(part, folder);
    } catch (thrown) {
      await rm(part, { recursive: true, force: true });
      throw thrown;
    }
  });
}

/** A path inside of the folder that every system takes, and that leads nowhere else. */
function plainPath(given: string): string {
  const parts = given.split(/[\\/]/).filter((part) => part !== "" && part !== "." && part !== "..");
  return parts.map(plainName).join("/") || "file";
}
