// Paths as a tree: folders with what is in them, and how much that is.

export interface ListedFile {
  readonly path: string;
  readonly size: number;
}

export interface TreeFile {
  readonly name: string;
  readonly size: number;
}

export interface TreeFolder {
  readonly name: string;
  readonly folders: readonly TreeFolder[];
  readonly files: readonly TreeFile[];
  /** Of everything below it. */
  readonly count: number;
  readonly size: number;
}

/** Folders and files by name, each. */
export function fileTree(files: readonly ListedFile[], name = ""): TreeFolder {
  const own: TreeFile[] = [];
  const below = new Map<string, ListedFile[]>();
  for (const { path, size } of files) {
    const slash = path.indexOf("/");
    if (slash < 0) {
      own.push({ name: path, size });
      continue;
    }
    const folder = path.slice(0, slash);
    const inside = below.get(folder) ?? [];
    inside.push({ path: path.slice(slash + 1), size });
    below.set(folder, inside);
  }
  const folders = [...below].map(([folder, inside]) => fileTree(inside, folder));
  return {
    name,
    folders: folders.toSorted(byName),
    files: own.toSorted(byName),
    count: files.length,
    size: files.reduce((sum, { size }) => sum + size, 0),
  };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
