// Values of secrets that this process has given to a node: they are taken out of everything that it prints, tells or records.

import { secretForms, secretPatterns, type SecretForm } from "./secret-forms.ts";

/** Of a value that was cut off (a cell that is shown, say), the shortest beginning that is hidden. */
const SHORTEST_HEAD = 6;
/** What stands where a text was cut off: our own sign, or that of the messages of JavaScript. */
const CUT = /^(?:…|"?\.\.\.|"…)/;
/** A shorter value stands in numbers by chance; where it is not all of the number, the number is left as it is. */
const SHORTEST_IN_NUMBER = 8;
/** As long as a number of 64 bits, of either kind, is written. */
const NUMBER = /^(?=.{1,25}$)[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
/** A value may be part of its own name, so what stands for it is never looked into. */
const MARKS = /(\[secret [^\]\s]+\])/;
/** A text in JSON; with the colon behind it, it is a key. */
const JSON_TEXT = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

let pieces: readonly SecretForm[] = [];
let patterns: readonly SecretPattern[] = [];
interface SecretPattern {
  readonly name: string;
  readonly sought: RegExp;
}

const known = new Set<string>();

/** From now on the value is hidden, in whatever form it is written; a value of less than four characters is not. */
export function handedOut(name: string, value: string): void {
  if (known.has(`${name}=${value}`)) return;
  known.add(`${name}=${value}`);
  if (pieces.length === 0) guardStreams();
  patterns = [...patterns, ...secretPatterns(value).map((sought) => ({ name, sought }))];
  pieces = [...pieces, ...secretForms(name, value)];
}

/**
 * The text without any of the values: `[secret NAME]` stands in their place. JSON stays JSON, with its keys and numbers: there
 * only texts are looked into.
 */
export function withoutSecrets(text: string): string {
  const clean = withoutAll(text, pieces);
  return clean === text ? text : (inJson(text) ?? clean);
}

function withoutAll(text: string, sought: readonly SecretForm[]): string {
  if (sought.length === 0) return text;
  // Every other part is a mark.
  const parts = text.split(MARKS);
  return parts.map((part, i) => (i % 2 === 1 ? part : hidden(part, sought))).join("");
}

/** A part of the text that is a value, in whatever form. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** Of the value itself: a word of base64 around it may be longer. */
  readonly length: number;
}

function hidden(text: string, sought: readonly SecretForm[]): string {
  const found = [
    ...sought.flatMap((form) => stretchesOf(text, form)),
    ...(sought === pieces ? patterns.flatMap((pattern) => matchesOf(text, pattern)) : []),
  ];
  const kept: string[] = [];
  let begin = 0;
  for (const { from, to, name } of together(found)) {
    kept.push(text.slice(begin, from), `[secret ${name}]`);
    begin = to;
  }
  return kept.join("") + text.slice(begin);
}

/** Where a value is a part of another, in whatever forms, all of it goes, by the name of the longest. */
function together(found: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const one of found.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (!last || one.from >= last.to) all.push(one);
    else {
      const { name, length } = one.length > last.length ? one : last;
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, one.to), name, length };
    }
  }
  return all;
}

/** Where the form stands, or its beginning where it is cut off behind it. */
function stretchesOf(text: string, form: SecretForm): readonly Stretch[] {
  const { text: whole, isBase64, name } = form;
  const head = whole.length > SHORTEST_HEAD ? whole.slice(0, SHORTEST_HEAD) : whole;
  const found: Stretch[] = [];
  for (let at = text.indexOf(head); at >= 0; at = text.indexOf(head, at)) {
    const length = text.startsWith(whole, at) ? whole.length : cutAt(text, at, whole);
    const [from, to] = isBase64 && length > 0 ? wordAround(text, at, at + length) : [at, at + length];
    if (length > 0) found.push({ from, to, name, length });
    at = Math.max(at + 1, to);
  }
  return found;
}

function matchesOf(text: string, { name, sought }: SecretPattern): readonly Stretch[] {
  return Array.from(text.matchAll(sought), ({ 0: all, index: from }) => {
    return { from, to: from + all.length, name, length: all.length };
  });
}

/** How much of the piece stands there, where a sign behind it says that the text was cut off. */
function cutAt(text: string, at: number, piece: string): number {
  let length = SHORTEST_HEAD;
  while (length < piece.length && text[at + length] === piece[length]) length++;
  return CUT.test(text.slice(at + length, at + length + 4)) ? length : 0;
}

/** A text of JSON, or of lines of it, with its texts clean; null where it is none, or a value goes beyond one of its texts. */
function inJson(text: string): string | null {
  const lines = isJson(text) ? [text] : text.split("\n");
  if (lines.some((line) => line.trim() !== "" && !isJson(line))) return null;
  const clean = lines
    .map((line) =>
      line.replaceAll(JSON_TEXT, (token: string, colon?: string) => {
        if (colon !== undefined) return token;
        const inner = JSON.parse(token) as string;
        const after = cleanText(inner);
        return after === inner ? token : JSON.stringify(after);
      }),
    )
    .join("\n");
  // A secret may be JSON itself.
  return pieces.some((piece) => piece.text.includes('"') && clean.includes(piece.text)) ? null : clean;
}

function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Of a text by itself, such as a cell. */
function cleanText(text: string): string {
  if (!NUMBER.test(text)) return withoutSecrets(text);
  return withoutAll(
    text,
    pieces.filter((piece) => piece.text === text || piece.text.length >= SHORTEST_IN_NUMBER),
  );
}

/** Plain data without any of the values; the same object where there is nothing to take out. Keys and buffers are left alone. */
export function cleaned<T>(value: T): T {
  return pieces.length === 0 ? value : (clean(value) as T);
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return changed(value, value.map(clean));
  if (value === null || typeof value !== "object" || !isPlain(value)) return value;
  const entries = Object.entries(value);
  const after = entries.map(([key, inner]) => [key, clean(inner)] as const);
  return after.every(([, inner], i) => inner === entries[i][1]) ? value : Object.fromEntries(after);
}

function changed(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((item, i) => item === before[i]) ? before : after;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as unknown;
  return prototype === Object.prototype || prototype === null;
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
