// Texts of up to twelve bytes, as DuckDB holds them in place. Words come again and again: the last ones are remembered by their bytes.

/** A power of two. */
const REMEMBERED = 1024;
/** Bytes behind the length. */
const MOST_BYTES = 12;

const decoder = new TextDecoder();

export class ShortTexts {
  /** Four words of 32 bits for each: the length, and the bytes behind it, which are 0 where there are none. */
  readonly #keys = new Uint32Array(REMEMBERED * 4);
  readonly #texts = new Array<string>(REMEMBERED).fill("");

  /** The text whose entry begins at `at` of the words. */
  at(words: Uint32Array, at: number): string {
    const [length, a, b, c] = [words[at], words[at + 1], words[at + 2], words[at + 3]];
    const hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1) ^ Math.imul(c, 0x85ebca6b), 0x27d4eb2f) ^ length;
    const slot = (hash >>> 12) & (REMEMBERED - 1);
    const keys = this.#keys;
    const key = slot * 4;
    if (keys[key] === length && keys[key + 1] === a && keys[key + 2] === b && keys[key + 3] === c)
      return this.#texts[slot];
    const text = textOf(
      new Uint8Array(words.buffer, words.byteOffset + at * 4 + 4, Math.min(length, MOST_BYTES)),
    );
    keys[key] = length;
    keys[key + 1] = a;
    keys[key + 2] = b;
    keys[key + 3] = c;
    this.#texts[slot] = text;
    return text;
  }
}

/** ASCII sign by sign, which is several times as fast for a few of them. */
function textOf(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] > 127) return decoder.decode(bytes);
    text += String.fromCharCode(bytes[i]);
  }
  return text;
}
