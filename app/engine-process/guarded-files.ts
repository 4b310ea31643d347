// Files of a workflow that a person opened: only those that the editor's host allows, wherever links lead.

import { resolve } from "node:path";
import { liesIn, realPlace } from "../../engine/host/real-place.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import type { Files, FileWriter } from "../../engine/sdk/services.ts";

/** The files with everything refused that does not lie in (or is not) one of `allowed`, asked anew at each use. */
export function guardedFiles(files: Files, allowed: () => readonly string[]): Files {
  // Where the roots lead is found out once for each list of them.
  let known: { readonly list: readonly string[]; readonly roots: Promise<readonly string[]> } | null = null;
  const rootsNow = () => {
    const list = allowed();
    if (known?.list !== list)
      known = { list, roots: Promise.all(list.map((root) => realPlace(resolve(root)))) };
    return known.roots;
  };
  const check = async (path: string): Promise<void> => {
    const [place, roots] = await Promise.all([realPlace(files.resolve(path)), rootsNow()]);
    if (!roots.some((root) => isAllowed(place, root))) throw refused(path);
  };
  const checked = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    await check(path);
    return work();
  };
  return {
    resolve: (path) => files.resolve(path),
    stat: (path) => checked(path, () => files.stat(path)),
    readAll: (path, signal, maxBytes) => checked(path, () => files.readAll(path, signal, maxBytes)),
    open: (path) => checked(path, () => files.open(path)),
    list: (folder, options) => checked(folder, () => files.list(folder, options)),
    checkOutput: (path) => checked(path, async () => files.checkOutput?.(path)),
    checkOutputFolder: (path) => checked(path, async () => files.checkOutputFolder?.(path)),
    liesIn: async (path, folder) => (await files.liesIn?.(path, folder)) ?? true,
    makeFolder: (path) => checked(path, () => files.makeFolder(path)),
    ...(files.lock && {
      lock: async (path: string, part?: string) => {
        await check(path);
        // It lies beside the file that the path leads to, and may be a link as well.
        await check(`${await realPlace(files.resolve(path))}${part === undefined ? "" : `.${part}`}.lock`);
        return files.lock!(path, part);
      },
    }),
    // Nobody chooses it: its name is made here.
    temporaryFolder: () => files.temporaryFolder?.() ?? "",
    create: (path) =>
      new GuardedWriter(files.create(path), async () => {
        await check(path);
        // The file it grows in may be a link as well.
        await check(`${path}.part`);
      }),
  };
}

/** Checks before anything appears on the disk. */
class GuardedWriter implements FileWriter {
  readonly #inner: FileWriter;
  readonly #check: () => Promise<void>;
  #checked: Promise<void> | null = null;
  #isAllowed = false;

  constructor(inner: FileWriter, check: () => Promise<void>) {
    this.#inner = inner;
    this.#check = check;
  }

  get path(): string {
    return this.#inner.path;
  }

  get bytesWritten(): number {
    return this.#inner.bytesWritten;
  }

  async open(): Promise<void> {
    await this.#allow();
    await this.#inner.open();
  }

  write(bytes: Uint8Array, written?: () => void): Promise<void> | void {
    if (this.#isAllowed) return this.#inner.write(bytes, written);
    return this.#allow().then(() => this.#inner.write(bytes, written));
  }

  async commit(): Promise<void> {
    await this.#allow();
    await this.#inner.commit();
  }

  async abandon(): Promise<void> {
    // What was refused has left nothing.
    if (this.#isAllowed) await this.#inner.abandon();
  }

  async #allow(): Promise<void> {
    this.#checked ??= this.#check();
    await this.#checked;
    this.#isAllowed = true;
  }
}

/** What a run writes for an output: the file while it grows, and the rows that failed. */
const ENDINGS = ["", ".part", ".failed.jsonl", ".failed.jsonl.part"];
/** What says who writes into it, or into a part of it. */
const LOCK = /^(?:\.[^/\\]+)?\.lock$/;

function isAllowed(place: string, root: string): boolean {
  if (liesIn(place, root) || ENDINGS.some((ending) => place === root + ending)) return true;
  return place.startsWith(root) && LOCK.test(place.slice(root.length));
}

function refused(path: string): MillraceError {
  return new MillraceError("FILE_NOT_ALLOWED", {
    message: `"${path}" lies outside of what this workflow may use.`,
    file: path,
    expected: "a file in the folder of the workflow, or one that you chose",
    hint: "Choose it with the button beside the field: that allows it. Or copy it into the folder of the workflow.",
  });
}
