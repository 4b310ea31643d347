// A path as the folders on the way to it.

export interface Crumb {
  readonly name: string;
  readonly path: string;
}

/** From the root down; `root` names what has no name of its own. */
export function crumbsOf(path: string, root: string): readonly Crumb[] {
  const separator = path.includes("\\") ? "\\" : "/";
  const isRooted = path.startsWith("/");
  const names = path.split(/[\\/]/).filter(Boolean);
  const crumbs: Crumb[] = isRooted ? [{ name: root, path: "/" }] : [];
  names.forEach((name, place) => {
    const below = names.slice(0, place + 1).join(separator);
    // A drive is its root, not the folder one was last in there.
    const full = isRooted ? `/${below}` : place === 0 ? `${below}${separator}` : below;
    crumbs.push({ name, path: full });
  });
  return crumbs;
}

export function joinPath(folder: string, name: string): string {
  const separator = folder.includes("\\") ? "\\" : "/";
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/** The name with one of the endings; the first is added where it has none. */
export function withEnding(name: string, extensions: readonly string[]): string {
  const has = extensions.some((extension) => name.toLowerCase().endsWith(`.${extension.toLowerCase()}`));
  return has || extensions.length === 0 ? name : `${name}.${extensions[0]}`;
}
