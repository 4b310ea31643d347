// A folder that an action writes files into. Each file takes its place when it is whole; the folder is made with the first one.

import { MillraceError } from "../../engine/sdk/errors.ts";
import { pathOfPart, type Partition } from "../../engine/sdk/partition.ts";
import type { Files, FileWriter } from "../../engine/sdk/services.ts";
import { FreeNames, safePath } from "./safe-name.ts";

/** The folder that a part of a divided batch writes into: one of its own, so that no part writes over another's files. */
export function folderOfPart(path: string, partition: Partition): string {
  return pathOfPart(`${withoutSlash(path)}/part`, partition);
}

function withoutSlash(path: string): string {
  return path.replace(/[/\\]+$/u, "") || path;
}

export class OutputFolder {
  readonly path: string;
  readonly #files: Files;
  readonly #names = new FreeNames();
  readonly #made = new Map<string, Promise<void>>();

  constructor(files: Files, path: string) {
    this.#files = files;
    this.path = withoutSlash(path);
  }

  /** Makes the folder where nothing has been written: an empty result is one too. */
  async make(): Promise<void> {
    await this.#folder(this.path);
  }

  /**
   * Writes a file and answers its name below the folder, which may have folders of its own. Names are made safe, and one that was
   * given in this run gets a number: `a.png`, `a-2.png`.
   */
  write(name: string, bytes: Uint8Array): Promise<string> {
    return this.reserve(name)(bytes);
  }

  /** Keeps a name for a file that comes later; what it answers writes the file. */
  reserve(name: string): (bytes: Uint8Array) => Promise<string> {
    const free = this.#names.take(safePath(name));
    return async (bytes) => {
      const writer = await this.#create(free);
      try {
        await writer.write(bytes);
        await writer.commit();
      } catch (thrown) {
        await writer.abandon();
        throw thrown;
      }
      return free;
    };
  }

  /** A file that is written bit by bit. */
  create(name: string): Promise<FileWriter> {
    return this.#create(this.#names.take(safePath(name)));
  }

  async #create(free: string): Promise<FileWriter> {
    const at = free.lastIndexOf("/");
    await (at < 0 ? this.#folder(this.path) : this.#inside(`${this.path}/${free.slice(0, at)}`));
    return this.#files.create(`${this.path}/${free}`);
  }

  /** A folder below it. One that is a link may lie elsewhere, where a name out of a row has nothing to write. */
  async #inside(path: string): Promise<void> {
    if (!this.#made.has(path) && (await this.#files.liesIn?.(path, this.path)) === false)
      throw outside(path, this.path);
    await this.#folder(path);
  }

  async #folder(path: string): Promise<void> {
    const making = this.#made.get(path) ?? this.#files.makeFolder(path);
    this.#made.set(path, making);
    await making;
  }
}

function outside(path: string, folder: string): MillraceError {
  return new MillraceError("OUTPUT_OUTSIDE", {
    message: `"${path}" leads out of the folder "${folder}": it is a link, or lies behind one.`,
    file: path,
    expected: "a place in the folder",
    hint: "Remove the link, or write into the folder it leads to.",
    fatal: true,
  });
}
