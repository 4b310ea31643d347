// A query in which some places were replaced, and the way back from a place in it to what a person wrote.

export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export class EditedQuery {
  readonly original: string;
  readonly text: string;
  /** What paths in it begin with that were relative; null where there are none. */
  readonly folder: string | null;
  readonly #edits: readonly Edit[];

  constructor(original: string, edits: readonly Edit[] = [], folder: string | null = null) {
    this.original = original;
    this.folder = folder;
    this.#edits = edits.toSorted((a, b) => a.from - b.from);
    let text = "";
    let at = 0;
    for (const edit of this.#edits) {
      text += original.slice(at, edit.from) + edit.text;
      at = edit.to;
    }
    this.text = text + original.slice(at);
  }

  /** What stands before a place, which DuckDB counts in bytes; null for a place outside. */
  before(byte: number): string | null {
    const bytes = new TextEncoder().encode(this.text);
    if (byte < 0 || byte > bytes.length) return null;
    return this.beforeSign(new TextDecoder().decode(bytes.subarray(0, byte)).length);
  }

  /** The same for a place that is counted in signs. */
  beforeSign(sign: number): string | null {
    if (sign < 0 || sign > this.text.length) return null;
    let place = sign;
    for (const { from, to, text } of this.#edits) {
      if (place <= from) break;
      place = place < from + text.length ? from : place - text.length + (to - from);
    }
    return this.original.slice(0, place);
  }
}
