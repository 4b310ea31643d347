// How does a workflow name a file of the model library? `library:NAME/FILE`: no path, so it is right on every machine.

const PREFIX = "library:";

/** A file of an entry of the library. */
export interface ModelReference {
  readonly name: string;
  /** Below the entry, with `/`. */
  readonly file: string;
}

/** Whether a text is meant as one, right or not. */
export function isReference(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** Null for what is none, or is none of a form that there can be. */
export function parseReference(text: string): ModelReference | null {
  if (!isReference(text)) return null;
  const slash = text.indexOf("/");
  if (slash < 0) return null;
  const name = text.slice(PREFIX.length, slash);
  const file = text.slice(slash + 1);
  return isEntryName(name) && isEntryFile(file) ? { name, file } : null;
}

export function referenceTo({ name, file }: ModelReference): string {
  return `${PREFIX}${name}/${file}`;
}

/** Names are folders on every system: small letters, and none that Windows keeps for devices. */
export function isEntryName(name: string): boolean {
  return (
    /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9_-])?$/.test(name) &&
    !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/.test(name)
  );
}

/** A plain way down: never up, never to another place. */
export function isEntryFile(file: string): boolean {
  if (file.length > 300 || /[\\:*?"<>|\p{Cc}]/u.test(file)) return false;
  return file.split("/").every((part) => part !== "" && part !== "." && part !== ".." && !/[. ]$/.test(part));
}
