// Guesses the columns of JSON lines, and their types, from a sample of them.

import type { DataType } from "../../../engine/frames/types.ts";
import { inferType, isCode } from "../csv/infer.ts";
import { parseNumber } from "../csv/parse-number.ts";
import { decodeText, JsonScanner, KIND, type Kind } from "./scan-json.ts";

export interface JsonColumn {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  readonly type: DataType;
  /** Values of the sample that do not fit although nearly all others do, as they are written. */
  readonly misfits: readonly string[];
  /** Whether all misfits are texts, so that they may be words for "no value". */
  readonly areWords: boolean;
}

export type Nested = "columns" | "text";

interface Value {
  readonly kind: Kind;
  readonly text: string;
  readonly isWhole: boolean;
  readonly number: number;
}

class Key {
  readonly values: Value[] = [];
  readonly inside = new Map<string, Key>();
  readonly objects: string[] = [];
}

const QUOTE = 34;
const COLON = 58;
const COMMA = 44;
const OPEN = 123;
const CLOSE = 125;
/** A share of values that may be wrong without changing what the column is taken for; one of a few always may. */
const MISFIT_SHARE = 0.1;
const FEWEST_FOR_ONE_MISFIT = 3;
const MOST_EXACT = 2 ** 53;
/** Objects inside of so many others are read as their JSON: nobody names columns that deep, and each calls for the next. */
const MOST_DEPTH = 64;

export class JsonSample {
  readonly #top = new Map<string, Key>();
  readonly #nested: Nested;
  readonly #nullWords: readonly string[];
  readonly #scanner = new JsonScanner();
  /** Lines that are objects. */
  rows = 0;

  constructor(nested: Nested, nullWords: readonly string[]) {
    this.#nested = nested;
    this.#nullWords = nullWords;
  }

  /** Takes a line into account; false where it is no object. */
  add(line: Uint8Array): boolean {
    const scanner = this.#scanner;
    scanner.begin(line, line.length);
    const at = scanner.skipBlanks(0);
    // A line that breaks off must not leave half of its keys.
    const behind = line[at] === OPEN ? scanner.scan(at) : -1;
    if (behind < 0 || scanner.skipBlanks(behind) < line.length) return false;
    this.#object(at, this.#top, 1);
    this.rows++;
    return true;
  }

  columns(): JsonColumn[] {
    return [...this.#top].flatMap(([name, key]) => this.#columnsOf([name], key));
  }

  /** `depth` is how many objects it stands in, itself included. */
  #object(at: number, into: Map<string, Key>, depth: number): number {
    const scanner = this.#scanner;
    const { bytes } = scanner;
    let p = scanner.skipBlanks(at + 1);
    while (bytes[p] === QUOTE) {
      p = scanner.skipBlanks(scanner.scanText(p));
      const name = scanner.text();
      const key = into.get(name) ?? new Key();
      into.set(name, key);
      p = scanner.skipBlanks(bytes[p] === COLON ? p + 1 : p);
      if (bytes[p] === OPEN && this.#nested === "columns" && depth < MOST_DEPTH) {
        const begin = p;
        p = this.#object(p, key.inside, depth + 1);
        key.objects.push(decodeText(bytes, begin, p));
      } else {
        p = scanner.scan(p);
        const { kind, number, isWhole } = scanner;
        const text = scanner.text();
        const isWord = (kind === KIND.text || kind === KIND.escaped) && this.#nullWords.includes(text);
        if (kind !== KIND.null && !isWord) key.values.push({ kind, text, isWhole, number });
      }
      p = scanner.skipBlanks(p);
      if (bytes[p] === COMMA) p = scanner.skipBlanks(p + 1);
    }
    return bytes[p] === CLOSE ? p + 1 : p;
  }

  #columnsOf(path: readonly string[], { values, inside, objects }: Key): JsonColumn[] {
    const few = mostMisfits(values.length + objects.length);
    if (objects.length === 0 || (values.length > few && objects.length <= few)) {
      const others = objects.map((text): Value => ({ kind: KIND.object, text, isWhole: false, number: NaN }));
      return [{ path, ...typeOf([...values, ...others]) }];
    }
    // Objects here and something else there, or objects without keys: their JSON is all that can be told.
    if (values.length > few || inside.size === 0)
      return [{ path, type: { type: "text" }, misfits: [], areWords: false }];
    return [...inside].flatMap(([name, key]) => this.#columnsOf([...path, name], key));
  }
}

function typeOf(values: readonly Value[]): Omit<JsonColumn, "path"> {
  const seen = values.length;
  const isText = ({ kind }: Value) => kind === KIND.text || kind === KIND.escaped;
  const isBool = ({ kind }: Value) => kind === KIND.true || kind === KIND.false;
  const numbers = values.filter(({ kind }) => kind === KIND.number);
  const nearly = (type: DataType, fits: (value: Value) => boolean) => {
    const wrong = values.filter((value) => !fits(value));
    if (wrong.length > mostMisfits(seen)) return null;
    const misfits = [...new Set(wrong.map(({ text }) => text))];
    return { type, misfits, areWords: wrong.length > 0 && wrong.every(isText) };
  };
  const text = { type: { type: "text" }, misfits: [], areWords: false } as const;
  if (numbers.length > 0) {
    // "007" beside 2: as a number it would lose what tells it from 7.
    if (values.some((value) => isText(value) && isCode(value.text))) return text;
    const type = numberType(numbers);
    const isNumber = (value: Value) =>
      value.kind === KIND.number || (isText(value) && parseNumber(value.text.trim(), false) !== undefined);
    return (type && nearly(type, isNumber)) ?? text;
  }
  if (values.some(isBool)) return nearly({ type: "bool" }, isBool) ?? text;
  if (seen === 0 || !values.every(isText)) return text;
  const { type, misfits } = inferType(
    values.map((value) => value.text),
    false,
  );
  // Numbers and words such as "true" in quotes were put there on purpose: only times have no other spelling in JSON.
  return type.type === "date" || type.type === "timestamp"
    ? { type, misfits, areWords: misfits.length > 0 }
    : text;
}

/** Whole numbers that a double would change are ids: kept as such. Null where no number type holds them. */
function numberType(numbers: readonly Value[]): DataType | null {
  const isBig = numbers.some(({ isWhole, number }) => isWhole && Math.abs(number) >= MOST_EXACT);
  if (!isBig || !numbers.every(({ isWhole }) => isWhole)) return { type: "float64" };
  const all = numbers.map(({ text }) => BigInt(text));
  if (all.every((value) => BigInt.asIntN(64, value) === value)) return { type: "int64" };
  return all.every((value) => BigInt.asUintN(64, value) === value) ? { type: "uint64" } : null;
}

function mostMisfits(seen: number): number {
  return Math.max(seen >= FEWEST_FOR_ONE_MISFIT ? 1 : 0, Math.floor(seen * MISFIT_SHARE));
}
