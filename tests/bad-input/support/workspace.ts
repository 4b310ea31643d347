// A folder of its own for one test, and what is in it before and after.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

export interface Workspace {
  readonly folder: string;
  path(name: string): string;
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  /** Every file below the folder with its bytes (as Latin-1, which keeps each byte). */
  contents(): Promise<Readonly<Record<string, string>>>;
}

/** Makes a folder with these files; it goes when the test ends. */
export async function workspace(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), "millrace-bad-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const write: Workspace["write"] = async (added) => {
    for (const [name, content] of Object.entries(added)) {
      await mkdir(dirname(path(name)), { recursive: true });
      await writeFile(path(name), content);
    }
  };
  await write(files);
  const contents = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
    const texts = await Promise.all(names.map((name) => readFile(path(name), "latin1")));
    return Object.fromEntries(names.map((name, i) => [name, texts[i]]));
  };
  return { folder, path, write, contents };
}
