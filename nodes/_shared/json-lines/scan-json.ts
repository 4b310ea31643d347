// Reads JSON value by value out of bytes, without making objects: what a value is, and where it stands.

const QUOTE = 34;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

export type ValueKind = "null" | "true" | "false" | "number" | "text" | "escaped" | "object" | "list";

/** What the bytes of a line are, as numbers: they are compared millions of times. */
export const KIND = {
  null: 0,
  true: 1,
  false: 2,
  number: 3,
  text: 4,
  escaped: 5,
  object: 6,
  list: 7,
} as const;
export type Kind = (typeof KIND)[ValueKind];

/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));
/** As many digits always fit into the 53 bits of a double. */
const EXACT_DIGITS = 15;

const decoder = new TextDecoder();

/** Decodes UTF-8; short ASCII, as most cells are, without the cost of a `TextDecoder` call. */
export function decodeText(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > 24) return decoder.decode(bytes.subarray(from, to));
  let text = "";
  for (let i = from; i < to; i++) {
    if (bytes[i] > 127) return decoder.decode(bytes.subarray(from, to));
    text += String.fromCharCode(bytes[i]);
  }
  return text;
}

export class JsonScanner {
  bytes: Uint8Array = new Uint8Array(0);
  /** Where the line ends. */
  end = 0;
  /** Of the last value: what it is, and where it stands (a text without its quotes). */
  kind: Kind = KIND.null;
  from = 0;
  to = 0;
  /** The last number, and whether it is written without fraction and exponent. */
  number = 0;
  isWhole = false;
  /** Where it stopped being JSON. */
  errorAt = -1;
  /** All bytes of texts seen, or-ed. */
  bits = 0;

  begin(bytes: Uint8Array, end: number): void {
    this.bytes = bytes;
    this.end = end;
    this.errorAt = -1;
    this.bits = 0;
  }

  /** The next place that is no blank. */
  skipBlanks(at: number): number {
    const { bytes, end } = this;
    let p = at;
    while (p < end && (bytes[p] === 32 || bytes[p] === 9 || bytes[p] === 13)) p++;
    return p;
  }

  fail(at: number): number {
    this.errorAt = at;
    return -1;
  }

  /** Reads the value that begins at `at`; answers the place behind it, -1 where there is none. */
  scan(at: number): number {
    const byte = at < this.end ? this.bytes[at] : 0;
    if (byte === QUOTE) return this.scanText(at);
    if (byte === MINUS || (byte >= ZERO && byte <= NINE)) return this.#scanNumber(at);
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) return this.#scanNested(at, byte);
    return this.#scanWord(at);
  }

  /** A text whose quote stands at `at`. */
  scanText(at: number): number {
    const { bytes, end } = this;
    let bits = 0;
    let p = at + 1;
    while (p < end && bytes[p] !== QUOTE) {
      const byte = bytes[p];
      if (byte === BACKSLASH) return this.#scanEscaped(at, p);
      if (byte < 32) return this.fail(p);
      bits |= byte;
      p++;
    }
    if (p >= end) return this.fail(at);
    this.bits |= bits;
    this.kind = KIND.text;
    this.from = at + 1;
    this.to = p;
    return p + 1;
  }

  /** The text of the last value, whatever it is: of texts what they say, of others their JSON. */
  text(): string {
    const { bytes, from, to, kind } = this;
    return kind === KIND.escaped
      ? (JSON.parse(decoder.decode(bytes.subarray(from - 1, to + 1))) as string)
      : decodeText(bytes, from, to);
  }

  #scanEscaped(at: number, found: number): number {
    const { bytes, end } = this;
    let p = found;
    while (p < end && bytes[p] !== QUOTE) {
      this.bits |= bytes[p];
      if (bytes[p] < 32) return this.fail(p);
      p += bytes[p] === BACKSLASH ? 2 : 1;
    }
    if (p >= end) return this.fail(at);
    this.kind = KIND.escaped;
    this.from = at + 1;
    this.to = p;
    try {
      // The rules for what may stand behind a backslash are not written a second time.
      this.text();
    } catch {
      return this.fail(found);
    }
    return p + 1;
  }

  #scanNumber(at: number): number {
    const { bytes, end } = this;
    const negative = bytes[at] === MINUS;
    let p = negative ? at + 1 : at;
    // Written by Python, and no JSON: read as what it means.
    if (negative && bytes[p] === 73) return this.#scanWord(at);
    const first = p;
    let mantissa = 0;
    let byte = p < end ? bytes[p] : 0;
    while (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + byte - ZERO;
      byte = ++p < end ? bytes[p] : 0;
    }
    const whole = p - first;
    if (whole === 0 || (whole > 1 && bytes[first] === ZERO)) return this.fail(at);
    let fraction = 0;
    if (byte === POINT) {
      const point = p;
      byte = ++p < end ? bytes[p] : 0;
      while (byte >= ZERO && byte <= NINE) {
        mantissa = mantissa * 10 + byte - ZERO;
        byte = ++p < end ? bytes[p] : 0;
      }
      fraction = p - point - 1;
      if (fraction === 0) return this.fail(point);
    }
    this.kind = KIND.number;
    this.isWhole = fraction === 0;
    this.from = at;
    if (byte === 101 || byte === 69) return this.#scanExponent(at, p);
    this.to = p;
    // Both are exact then, so that their quotient is rounded as the decimal itself would be.
    const isExact = whole + fraction <= EXACT_DIGITS;
    const value = isExact ? mantissa / POWERS[fraction] : Number(decodeText(bytes, first, p));
    this.number = negative ? -value : value;
    return p;
  }

  #scanExponent(at: number, letter: number): number {
    const { bytes, end } = this;
    let p = letter + 1;
    if (p < end && (bytes[p] === PLUS || bytes[p] === MINUS)) p++;
    const digits = p;
    while (p < end && bytes[p] >= ZERO && bytes[p] <= NINE) p++;
    if (p === digits) return this.fail(letter);
    this.isWhole = false;
    this.to = p;
    this.number = Number(decodeText(bytes, at, p));
    return p;
  }

  #scanWord(at: number): number {
    const { bytes, end } = this;
    for (const { letters, kind, value } of WORDS) {
      if (at + letters.length > end || letters.some((letter, i) => bytes[at + i] !== letter)) continue;
      this.kind = kind;
      this.from = at;
      this.to = at + letters.length;
      this.number = value;
      this.isWhole = false;
      return this.to;
    }
    return this.fail(at);
  }

  /** An object or a list as a whole: its end is found by its brackets, and whether it is JSON is asked of the parser. */
  #scanNested(at: number, open: number): number {
    const { bytes, end } = this;
    let depth = 0;
    for (let p = at; p < end; p++) {
      const byte = bytes[p];
      if (byte === QUOTE) {
        while (++p < end && bytes[p] !== QUOTE) {
          this.bits |= bytes[p];
          if (bytes[p] === BACKSLASH) p++;
        }
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
      else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && --depth === 0) {
        try {
          JSON.parse(decoder.decode(bytes.subarray(at, p + 1)));
        } catch {
          return this.fail(at);
        }
        this.kind = open === OPEN_OBJECT ? KIND.object : KIND.list;
        this.from = at;
        this.to = p + 1;
        return p + 1;
      }
    }
    return this.fail(at);
  }
}

const encoder = new TextEncoder();
const word = (text: string, kind: Kind, value = NaN) => ({ letters: [...encoder.encode(text)], kind, value });
const WORDS = [
  word("null", KIND.null),
  word("true", KIND.true, 1),
  word("false", KIND.false, 0),
  word("NaN", KIND.number, NaN),
  word("Infinity", KIND.number, Infinity),
  word("-Infinity", KIND.number, -Infinity),
];
