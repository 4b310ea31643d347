// Does a CSV file end within a quote? Whatever is added to such a file becomes part of its last cell.

const QUOTE = 34;
const NEWLINE = 10;

/** Where the bytes read so far end. */
type Place = "cell begins" | "plain" | "quoted" | "behind quote";

/** Reads a file piece by piece, as RFC 4180 has it. */
export class OpenQuote {
  readonly #delimiter: number;
  #place: Place = "cell begins";
  #isFirst = true;

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
  }

  read(bytes: Uint8Array): void {
    const delimiter = this.#delimiter;
    let place = this.#place;
    // A byte order mark is no part of the first cell.
    const hasMark = this.#isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.#isFirst &&= bytes.length === 0;
    for (let p = hasMark ? 3 : 0; p < bytes.length; p++) {
      const byte = bytes[p];
      if (place === "quoted") {
        // Most of a long text: `indexOf` is native.
        const close = byte === QUOTE ? p : bytes.indexOf(QUOTE, p);
        if (close < 0) break;
        p = close;
        place = "behind quote";
      } else if (byte === delimiter || byte === NEWLINE) {
        place = "cell begins";
      } else if (byte === QUOTE && place !== "plain") {
        // The first one opens; one behind a closing quote stands for itself.
        place = "quoted";
      } else {
        place = "plain";
      }
    }
    this.#place = place;
  }

  get isOpen(): boolean {
    return this.#place === "quoted";
  }
}
