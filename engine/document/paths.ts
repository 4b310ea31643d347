// How are paths written in a workflow file? Relative to the file's folder, with `/`, the same on every system.

/** A path cut into what it hangs on and the names below it. `root` is "" for a relative path. */
interface Parts {
  /** `/`, `C:/`, `//server/share/` or "". */
  readonly root: string;
  readonly names: readonly string[];
}

/** Whether a path says where it begins: `/a`, `C:\a`, `C:/a`, `\\server\share`. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith("/") || isWindowsPath(path);
}

/** A path as the file writes it: relative to `folder`, or absolute when it lies on another drive or share. */
export function toRelativePath(folder: string, path: string): string {
  const base = split(folder);
  const target = split(path);
  if (target.root === "" || !same(base.root, target.root, true)) return join(target);
  const ignoreCase = isWindowsPath(folder);
  let common = 0;
  const limit = Math.min(base.names.length, target.names.length);
  while (common < limit && same(base.names[common], target.names[common], ignoreCase)) common++;
  const up = base.names.slice(common).map(() => "..");
  return [...up, ...target.names.slice(common)].join("/") || ".";
}

/** A path of the file as an absolute one, with `/` (which every system understands); absolute ones stay as they are. */
export function resolvePath(folder: string, path: string): string {
  if (isAbsolutePath(path)) return join(split(path));
  const base = split(folder);
  const written = isWindowsPath(folder) ? path.replaceAll("\\", "/") : path;
  return join({ root: base.root, names: collapse([...base.names, ...written.split("/")], base.root !== "") });
}

/** The folder that something lies in, with `/`; a root lies in itself. */
export function folderOf(path: string): string {
  const { root, names } = split(path);
  return join({ root, names: names.slice(0, -1) });
}

function isWindowsPath(path: string): boolean {
  return /^[A-Za-z]:[\\/]/.test(path) || path.startsWith("\\\\");
}

function split(path: string): Parts {
  // A backslash is a letter like any other in the file names of other systems.
  const text = isWindowsPath(path) ? path.replaceAll("\\", "/") : path;
  const root = /^(?:[A-Za-z]:\/|\/\/[^/]+\/[^/]+(?:\/|$)|\/)/.exec(text)?.[0] ?? "";
  const names = collapse(text.slice(root.length).split("/"), root !== "");
  return { root: root.length > 1 && !root.endsWith("/") ? `${root}/` : root, names };
}

/** Takes out `.`, empty names and `name/..`; above a root there is nothing to go up to. */
function collapse(names: readonly string[], rooted: boolean): string[] {
  const out: string[] = [];
  for (const name of names) {
    if (name === "" || name === ".") continue;
    if (name !== "..") out.push(name);
    else if (out.length > 0 && out.at(-1) !== "..") out.pop();
    else if (!rooted) out.push(name);
  }
  return out;
}

function join({ root, names }: Parts): string {
  return root + names.join("/") || ".";
}

function same(a: string, b: string, ignoreCase: boolean): boolean {
  return a === b || (ignoreCase && a.toLowerCase() === b.toLowerCase());
}
