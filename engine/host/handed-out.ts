// Values of secrets that this process has given to a node: they are taken out of everything that it prints, tells or records.

/** Shorter ones stand in every other text by chance, and would take it apart. */
const SHORTEST = 4;
/** Of a value that was cut off (a cell that is shown, say), the shortest beginning that is hidden. */
const SHORTEST_HEAD = 6;
/** Of a value in parts (`user:password`, several lines), the shortest part that is hidden by itself. */
const SHORTEST_PART = 6;

/** How deep texts of JSON stand in each other at the most. */
const JSON_LEVELS = 4;

interface Piece {
  readonly text: string;
  readonly name: string;
  /** A stretch of base64 says more than the value itself: the whole word around it goes. */
  readonly isBase64: boolean;
}

let pieces: readonly Piece[] = [];
const known = new Set<string>();

/** From now on the value is hidden, in whatever form it is written; a value of less than four characters is not. */
export function handedOut(name: string, value: string): void {
  if (known.has(`${name}=${value}`)) return;
  known.add(`${name}=${value}`);
  if (pieces.length === 0) guardStreams();
  const found = partsOf(value).flatMap((part) => formsOf(part, name));
  // The longest first: what is part of another is only looked for where that does not stand.
  pieces = [...pieces, ...found].toSorted((a, b) => b.text.length - a.text.length);
}

/** The text without any of the values: `[secret NAME]` stands in their place. */
export function withoutSecrets(text: string): string {
  let clean = text;
  for (const piece of pieces) clean = without(clean, piece, piece.text, () => piece.text.length);
  // What was cut off ends behind its beginning.
  for (const piece of pieces)
    if (piece.text.length > SHORTEST_HEAD)
      clean = without(clean, piece, piece.text.slice(0, SHORTEST_HEAD), (all, at) =>
        cutAt(all, at, piece.text),
      );
  return clean;
}

/** The text with a mark in place of each stretch that begins with `sought`; `lengthAt` says how long it is, 0 = it is none. */
function without(
  text: string,
  { name, isBase64 }: Piece,
  sought: string,
  lengthAt: (text: string, at: number) => number,
): string {
  let clean = text;
  for (let at = clean.indexOf(sought); at >= 0; at = clean.indexOf(sought, at)) {
    const length = lengthAt(clean, at);
    if (length === 0) {
      at++;
      continue;
    }
    const [from, to] = isBase64 ? wordAround(clean, at, at + length) : [at, at + length];
    const mark = `[secret ${name}]`;
    clean = clean.slice(0, from) + mark + clean.slice(to);
    // A value may be part of its own name.
    at = from + mark.length;
  }
  return clean;
}

/** How much of the piece stands there, where the text breaks off behind it: at its end, a quote, or a sign that says so. */
function cutAt(text: string, at: number, piece: string): number {
  let length = SHORTEST_HEAD;
  while (length < piece.length && text[at + length] === piece[length]) length++;
  const behind = text[at + length];
  return behind === undefined || '…"'.includes(behind) ? length : 0;
}

/** Plain data without any of the values; the same object where there is nothing to take out. Buffers are left alone. */
export function cleaned<T>(value: T): T {
  return pieces.length === 0 ? value : (clean(value) as T);
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return withoutSecrets(value);
  if (Array.isArray(value)) return changed(value, value.map(clean));
  if (value === null || typeof value !== "object" || !isPlain(value)) return value;
  const entries = Object.entries(value);
  const after = entries.map(([key, inner]) => [withoutSecrets(key), clean(inner)] as const);
  const isSame = after.every(([key, inner], i) => key === entries[i][0] && inner === entries[i][1]);
  return isSame ? value : Object.fromEntries(after);
}

function changed(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((item, i) => item === before[i]) ? before : after;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as unknown;
  return prototype === Object.prototype || prototype === null;
}

/** The value, and what of it would be enough for somebody who reads it. */
function partsOf(value: string): readonly string[] {
  if (value.length < SHORTEST) return [];
  const [, password = ""] = /:(.*)$/s.exec(value) ?? [];
  const parts = [password, ...value.split(/\r?\n/)].filter((part) => part.length >= SHORTEST_PART);
  return [...new Set([value, ...parts])];
}

/** As it may stand in addresses, JSON, headers and dumps. */
function formsOf(value: string, name: string): Piece[] {
  const bytes = Buffer.from(value, "utf8");
  const url = encodeURIComponent(value);
  const plain = [
    value,
    ...escapedForms(value),
    url,
    url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams({ v: value }).toString().slice(2),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
  ];
  const base64 = [0, 1, 2].flatMap((before) => {
    const stretch = stretchOf(bytes, before);
    return [stretch, stretch.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [
    ...[...new Set(plain)].map((text) => ({ text, name, isBase64: false })),
    ...[...new Set(base64)].map((text) => ({ text, name, isBase64: true })),
  ];
}

/** In a text of JSON, also in one that stands in another: a log of an answer that quotes a request. */
function escapedForms(value: string): readonly string[] {
  const forms: string[] = [];
  for (let text = value; forms.length < JSON_LEVELS;) forms.push((text = JSON.stringify(text).slice(1, -1)));
  return forms;
}

/** What base64 makes of the bytes behind so many others, as far as it follows from the bytes alone. */
function stretchOf(bytes: Uint8Array, before: number): string {
  const all = Buffer.concat([new Uint8Array(before), bytes]).toString("base64");
  return all.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}

function wordAround(text: string, from: number, to: number): [number, number] {
  const isInside = (at: number) => /[A-Za-z0-9+/=_-]/.test(text[at] ?? " ");
  let [first, last] = [from, to];
  while (isInside(first - 1)) first--;
  while (isInside(last)) last++;
  return [first, last];
}

/** Everything that is printed leaves through here, also what a library prints. */
function guardStreams(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (chunk: unknown, ...rest: readonly unknown[]) => boolean;
    stream.write = (chunk: unknown, ...rest: readonly unknown[]) =>
      write(typeof chunk === "string" ? withoutSecrets(chunk) : chunk, ...rest);
  }
}
