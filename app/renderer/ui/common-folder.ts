// The folder that all of some files lie in, as their paths write it.

/** null when there is no file, or when they have nothing in common. */
export function commonFolder(paths: readonly string[]): string | null {
  const folders = paths.map((path) => path.split(/(?<=[\\/])/).slice(0, -1));
  const [first, ...others] = folders;
  if (!first) return null;
  const end = first.findIndex((part, at) => others.some((parts) => parts[at] !== part));
  const folder = first.slice(0, end < 0 ? undefined : end).join("");
  // A root alone says nothing.
  return /[^\\/]/.test(folder) ? folder.replace(/[\\/]$/, "") : null;
}
