// From any text to a name that every file system takes, and to names that are not given twice.

/** Signs that some file system or shell refuses, and control characters. */
const REFUSED = /[\u0000-\u001f\u007f<>:"|?*\\]/gu;
/** Names of devices on Windows, with any ending. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/iu;
/** Of one part of a path: file systems take 255 bytes, and endings are still to come. */
const MOST_CHARACTERS = 120;

/** One part of a path: no folders, never empty, nothing that leads elsewhere. */
export function safeName(text: string): string {
  const plain = text.replaceAll("/", "_").replace(REFUSED, "_").trim();
  const short = Array.from(plain).slice(0, MOST_CHARACTERS).join("");
  const whole = short.replace(/^\.+/u, "_").replace(/[. ]+$/u, "_");
  if (whole === "") return "_";
  return DEVICES.test(whole) ? `_${whole}` : whole;
}

/** A path below a folder: each part is a safe name, and `..` leads nowhere. */
export function safePath(text: string): string {
  const parts = text.split(/[/\\]/u).filter((part) => part !== "" && part !== ".");
  return parts.length === 0 ? "_" : parts.map(safeName).join("/");
}

/** The last part of a path without its ending: `pictures/a.b.jpg` is `a.b`. */
export function stemOf(path: string): string {
  const name = path.split(/[/\\]/u).at(-1) ?? "";
  return /^(.+)\.[^.]*$/su.exec(name)?.[1] ?? name;
}

/** Gives each name once: `a.png`, `a-2.png`, `a-3.png`. Capitals do not count, as on some disks. */
export class FreeNames {
  readonly #taken = new Set<string>();

  take(path: string): string {
    const [, before, ending] = /^(.*?)(\.[^./]*)?$/su.exec(path) as unknown as [string, string, string?];
    let free = path;
    for (let number = 2; this.#taken.has(free.toLowerCase()); number++)
      free = `${before}-${number}${ending ?? ""}`;
    this.#taken.add(free.toLowerCase());
    return free;
  }
}
