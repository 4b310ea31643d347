// A folder that was dropped on a browser, which does not say where it lies: kept whole beside the workflow.

import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Reply, Request } from "../bridge/calls.ts";
import { withFile } from "../../engine/host/file-errors.ts";
import { contentHash, folderHash } from "./content-hash.ts";
import { plainName } from "./free-name.ts";
import { keepDropped } from "./keep-dropped.ts";
import type { Session } from "./session.ts";

/** Keeps the files, in a folder of the name they had; one that is not whole is not kept. */
export async function importFolder(
  session: Session,
  { name, files }: Pick<Request<"file.importFolder">, "name" | "files">,
): Promise<Reply<"file.importFolder">> {
  const plain = files.map(({ path, bytes }) => ({ path: plainPath(path), bytes }));
  const hash = folderHash(plain);
  const path = await keepDropped(session, {
    name,
    isSame: async (place, found) => found.isDirectory() && (await contentHash(place)) === hash,
    write: (place) => writeWhole(place, plain),
  });
  return { path };
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
