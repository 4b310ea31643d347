// From any text to a name that every file system takes, and to names that are not given twice.

/** Signs that some file system or shell refuses, and control characters. */
const REFUSED = /[\u0000-\u001f\u007f<>:"|?*\\]/gu;
/** Names of devices on Windows, with any ending. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/iu;
/** Of one part of a path in UTF-8: file systems take 255, and a number and `.part` are still to come. */
const MOST_BYTES = 200;
/** Of an ending that stays where a name is cut, with its dot. */
const MOST_ENDING_BYTES = 20;

/** One part of a path: no folders, never empty, nothing that leads elsewhere. */
export function safeName(text: string): string {
  const plain = text.toWellFormed().replaceAll("/", "_").replace(REFUSED, "_").trim();
  const whole = shortened(plain)
    // Of a name without a stem the ending stays.
    .replace(/^\.+(?=[^.]+$)/u, "_.")
    .replace(/^\.+/u, "_")
    .replace(/[. ]+$/u, "_");
  if (whole === "") return "_";
  return DEVICES.test(whole) ? `_${whole}` : whole;
}

/** A name that is too long loses the end of its stem: the ending says what it is. */
function shortened(name: string): string {
  if (bytesOf(name) <= MOST_BYTES) return name;
  const [ending] = /\.[^.]*$/u.exec(name) ?? [""];
  const kept = bytesOf(ending) <= MOST_ENDING_BYTES ? ending : "";
  let left = MOST_BYTES - bytesOf(kept);
  let stem = "";
  for (const sign of name) {
    left -= bytesOf(sign);
    if (left < 0) break;
    stem += sign;
  }
  return stem + kept;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
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

/** Gives each name once: `a.png`, `a-2.png`, `a-3.png`. Capitals and the spelling of accents do not count, as on some disks. */
export class FreeNames {
  /** The number that a name which was given before is tried with next. */
  readonly #next = new Map<string, number>();

  take(path: string): string {
    const [, before, ending] = /^(.*?)(\.[^./]*)?$/su.exec(path) as unknown as [string, string, string?];
    let number = this.#next.get(keyOf(path)) ?? 1;
    let free = path;
    while (this.#next.has(keyOf(free))) free = `${before}-${++number}${ending ?? ""}`;
    this.#next.set(keyOf(path), number);
    if (free !== path) this.#next.set(keyOf(free), 1);
    return free;
  }
}

function keyOf(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
