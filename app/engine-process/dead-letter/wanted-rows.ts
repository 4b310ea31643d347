// Which rows of a source are to be run again? Those at the places that lines name; files, whose numbers change with what comes beside them, by their paths.

import { exactCell } from "../../../engine/frames/exact-cell.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import type { LetterRows } from "./letter-rows.ts";
import type { Letter } from "./letters.ts";

/** The column in which sources of files say which one it is. */
const PATH = "path";

/** Asked of every row that a source comes past, read or not; remembers which it has met. */
export class WantedRows {
  readonly #places = new Map<number, Letter>();
  readonly #paths = new Map<string, Letter>();
  /** What lines say of rows that are found by all of it, with those lines. */
  readonly #keys = new Map<string, Letter[]>();
  readonly #met = new Set<Letter>();

  private constructor() {}

  /** Without those whose lines hold them. `hasPath`: the rows of the source say which file they are. */
  static async of(letters: readonly Letter[], rows: LetterRows, hasPath: boolean): Promise<WantedRows> {
    const wanted = new WantedRows();
    for (const letter of letters) {
      if (letter.holds === "place" && hasPath && letter.path !== null) wanted.#paths.set(letter.path, letter);
      else if (letter.holds === "place") wanted.#places.set(letter.place, letter);
      else if (letter.holds === "name") {
        const key = keyOf((await rows.given(letter)).row);
        wanted.#keys.set(key, [...(wanted.#keys.get(key) ?? []), letter]);
      }
    }
    return wanted;
  }

  has(frame: Frame, row: number): boolean {
    return this.#isMet(this.#named(frame, row)) || this.#isMet(this.#keyed(frame, row));
  }

  /** Of a row that could not be read, which says nothing but its place and, of a file, its path. */
  hasFailed(frame: Frame, row: number): boolean {
    return this.#isMet(this.#named(frame, row));
  }

  /** Letters whose rows the source has not come past. */
  gone(): readonly Letter[] {
    const all = [...this.#places.values(), ...this.#paths.values(), ...[...this.#keys.values()].flat()];
    return all.filter((letter) => !this.#met.has(letter));
  }

  #named(frame: Frame, row: number): readonly Letter[] {
    const placed = this.#places.get(rowId(frame.lineage, row));
    if (placed) return [placed];
    const at = this.#paths.size > 0 ? frame.schema.fields.findIndex(({ name }) => name === PATH) : -1;
    const path = at >= 0 ? frame.columns[at].get(row) : null;
    const letter = typeof path === "string" ? this.#paths.get(path) : undefined;
    return letter ? [letter] : [];
  }

  #keyed(frame: Frame, row: number): readonly Letter[] {
    return this.#keys.size === 0 ? [] : (this.#keys.get(keyOf(exactRow(frame, row))) ?? []);
  }

  #isMet(letters: readonly Letter[]): boolean {
    for (const letter of letters) this.#met.add(letter);
    return letters.length > 0;
  }
}

function exactRow(frame: Frame, row: number): Record<string, unknown> {
  return Object.fromEntries(
    frame.schema.fields.map(({ name }, i) => {
      const column = frame.columns[i];
      return [name, exactCell(column.get(row), column.type)];
    }),
  );
}

/** Lines are compared by all that they say of a row: of a picture, its name. */
function keyOf(row: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether the rows of the source say which file they are. */
export function saysPath({ fields }: Frame["schema"]): boolean {
  return fields.some(({ name, type }) => name === PATH && type.type === "text");
}
