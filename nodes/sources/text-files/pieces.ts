// Cuts a text that comes bit by bit into lines, paragraphs or pages. A piece that is too long is told and never held.

export type PieceKind = "line" | "paragraph" | "page";

export interface Piece {
  /** Null where the piece is longer than what is held. */
  readonly text: string | null;
  /** 1-based line it begins in. */
  readonly line: number;
  /** UTF-16 units. */
  readonly length: number;
}

const PAGE_BREAK = "\f";
const LINE_ENDS = /\r\n|\n|\r/gu;
const LINE_AND_PAGE_ENDS = /\r\n|\n|\r|\f/gu;

/** Text that is added to; what is longer than `most` is only measured. */
class Held {
  readonly #most: number;
  #parts: string[] = [];
  length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(text: string, length = text.length): void {
    this.length += length;
    if (this.length > this.#most) this.#parts = [];
    else this.#parts.push(text);
  }

  take(): { readonly text: string | null; readonly length: number } {
    const { length } = this;
    const text = length > this.#most ? null : this.#parts.join("");
    this.#parts = [];
    this.length = 0;
    return { text, length };
  }
}

export class PieceCutter {
  readonly #kind: PieceKind;
  /** The line that goes on. */
  readonly #line: Held;
  /** The lines before it in its piece, where a piece has several. */
  readonly #piece: Held;
  #lines = 0;
  #number = 1;
  #begin = 1;
  /** A CR at the end of a text may be the first half of a CR LF. */
  #halfEnd = "";

  constructor(kind: PieceKind, most: number) {
    this.#kind = kind;
    this.#line = new Held(most);
    this.#piece = new Held(most);
  }

  /** The pieces that end in `text`. */
  *push(text: string): Generator<Piece> {
    const whole = this.#halfEnd + text;
    this.#halfEnd = whole.endsWith("\r") ? "\r" : "";
    const known = this.#halfEnd ? whole.slice(0, -1) : whole;
    let at = 0;
    for (const match of known.matchAll(this.#kind === "page" ? LINE_AND_PAGE_ENDS : LINE_ENDS)) {
      this.#line.add(known.slice(at, match.index));
      if (match[0] === PAGE_BREAK) yield* this.#endPage();
      else yield* this.#endLine();
      at = match.index + match[0].length;
    }
    this.#line.add(known.slice(at));
  }

  *end(): Generator<Piece> {
    if (this.#line.length > 0 || this.#halfEnd) yield* this.#endLine();
    if (this.#kind !== "line") yield* this.#endPiece(false);
  }

  *#endLine(): Generator<Piece> {
    const line = this.#line.take();
    if (this.#kind === "line") yield { ...line, line: this.#number };
    else if (this.#kind === "paragraph" && line.text?.trim() === "") yield* this.#endPiece(false);
    else this.#hold(line);
    this.#number++;
  }

  *#endPage(): Generator<Piece> {
    if (this.#line.length > 0) this.#hold(this.#line.take());
    yield* this.#endPiece(true);
  }

  #hold({ text, length }: { text: string | null; length: number }): void {
    if (this.#lines++ === 0) this.#begin = this.#number;
    else this.#piece.add("\n");
    this.#piece.add(text ?? "", length);
  }

  /** An empty page between two breaks is one; blank lines between paragraphs are none. */
  *#endPiece(alsoEmpty: boolean): Generator<Piece> {
    const line = this.#lines > 0 ? this.#begin : this.#number;
    const piece = this.#piece.take();
    if (this.#lines > 0 || alsoEmpty) yield { ...piece, line };
    this.#lines = 0;
  }
}
