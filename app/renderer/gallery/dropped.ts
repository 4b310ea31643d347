// What was dropped on the page: files, and folders with what is in them. A browser tells no more of them than their names.

export interface Dropped {
  readonly name: string;
  readonly file: File;
  /** Null for a file. */
  readonly folder: FileSystemDirectoryEntry | null;
}

/** Has to be asked while the drop is being told; afterwards the browser knows nothing of it. */
export function droppedOf(data: DataTransfer): readonly Dropped[] {
  return [...data.items].flatMap((item) => {
    const file = item.getAsFile();
    if (!file) return [];
    const entry = item.webkitGetAsEntry();
    const folder = entry?.isDirectory ? (entry as FileSystemDirectoryEntry) : null;
    return [{ name: file.name, file, folder }];
  });
}

interface FileInside {
  /** Inside of the folder: `deeper/b.png`. */
  readonly path: string;
  readonly file: File;
}

/** All files of a folder and of those in it; null when there are more than `most`. Hidden ones are left out. */
export async function filesInside(
  folder: FileSystemDirectoryEntry,
  most: number,
): Promise<readonly FileInside[] | null> {
  const found: FileInside[] = [];
  const walk = async (at: FileSystemDirectoryEntry, before: string): Promise<boolean> => {
    for (const entry of await entriesOf(at)) {
      if (entry.name.startsWith(".")) continue;
      const path = before + entry.name;
      if (entry.isDirectory) {
        if (!(await walk(entry as FileSystemDirectoryEntry, `${path}/`))) return false;
      } else {
        if (found.length >= most) return false;
        found.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
      }
    }
    return true;
  };
  return (await walk(folder, "")) ? found : null;
}

/** Names of what lies directly in a folder, hidden ones aside. */
export async function namesInside(folder: FileSystemDirectoryEntry): Promise<readonly string[]> {
  return (await entriesOf(folder)).map(({ name }) => name).filter((name) => !name.startsWith("."));
}

/** A browser tells some at a time, and none when there are no more. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((found, failed) => reader.readEntries(found, failed));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((found, failed) => entry.file(found, failed));
}
