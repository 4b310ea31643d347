// Which files are in a folder, whatever links lead to them?

import type { Dirent } from "node:fs";
import { join } from "node:path";
import { readdir, realpath, stat } from "./promised-fs.ts";
import { liesIn } from "./real-place.ts";

/**
 * Relative paths with `/`. A link to a file is one of the files, and so is a link to nothing: whoever reads it is told. Each
 * folder is gone through once, by its own name where it has one here, so that no row is read twice and circles end.
 */
export async function listFiles(path: string, recursive: boolean): Promise<readonly string[]> {
  const list = new FolderList(recursive);
  await list.goThrough({ path, prefix: "" });
  await list.followLinks(path);
  // Code point order, so that a list is the same in every locale.
  return list.names.sort(inOrder);
}

interface Folder {
  readonly path: string;
  /** What stands before the names of its files. */
  readonly prefix: string;
}

class FolderList {
  readonly names: string[] = [];
  readonly #recursive: boolean;
  readonly #linked: Folder[] = [];
  readonly #seen = new Set<string>();

  constructor(recursive: boolean) {
    this.#recursive = recursive;
  }

  async goThrough({ path, prefix }: Folder): Promise<void> {
    if (this.#seen.has(path)) return;
    this.#seen.add(path);
    const entries = await readdir(path, { withFileTypes: true });
    const isVolume = entries.some((entry) => entry.name === VOLUME_DATA && entry.isSymbolicLink());
    const links: Dirent[] = [];
    for (const entry of entries) {
      if (isVolume && entry.name.startsWith("..")) continue;
      if (entry.isFile()) this.names.push(prefix + entry.name);
      else if (entry.isSymbolicLink()) links.push(entry);
      else if (this.#recursive && entry.isDirectory())
        await this.goThrough({ path: join(path, entry.name), prefix: `${prefix}${entry.name}/` });
    }
    await Promise.all(links.map(({ name }) => this.#note(join(path, name), prefix + name)));
  }

  async #note(path: string, name: string): Promise<void> {
    // What cannot be followed is left to whoever reads it, who says why.
    const found = await stat(path).catch(() => null);
    if (!found || found.isFile()) this.names.push(name);
    else if (this.#recursive && found.isDirectory()) this.#linked.push({ path, prefix: `${name}/` });
  }

  /** After all that has a name of its own below `root`; what leads to a folder around it is a circle. */
  async followLinks(root: string): Promise<void> {
    if (this.#linked.length === 0) return;
    const realRoot = await realpath(root);
    for (const place of [...this.#seen]) this.#seen.add(await realpath(place));
    while (this.#linked.length > 0) {
      // By name: in which order a system lists them is its own affair.
      const { path, prefix } = this.#linked.sort((a, b) => inOrder(a.prefix, b.prefix)).shift()!;
      const real = await realpath(path);
      if (!liesIn(realRoot, real)) await this.goThrough({ path: real, prefix });
    }
  }
}

/**
 * A volume of Kubernetes keeps its files in a folder `..<time>`, to which this link leads, and has a link to each of them under
 * its name: https://pkg.go.dev/k8s.io/kubernetes/pkg/volume/util#AtomicWriter.
 */
const VOLUME_DATA = "..data";

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
