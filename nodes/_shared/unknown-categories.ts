// Values that are in no list of categories: counted while they are encoded, and said once when the run ends.

import type { Column } from "../../engine/frames/column.ts";
import type { NodeContext } from "../../engine/sdk/node-definition.ts";
import { categoryText } from "./categories.ts";

export const UNKNOWN_HINT = 'Add it to the list of categories, or let "unknown" say what such values become.';

interface Unknown {
  rows: number;
  /** The first such value. */
  readonly example: string;
}

const MOST_SHOWN_CHARACTERS = 40;

/** What a run has met, by column. Missing values are not counted: they are nobody's typing error. */
export class UnknownCategories {
  readonly #seen = new Map<string, Unknown>();

  /** `codes` as `codesOf` made them of `column`. */
  count(name: string, column: Column, codes: Int32Array): void {
    for (let row = 0; row < codes.length; row++) {
      if (codes[row] >= 0) continue;
      const cell = column.get(row);
      if (cell === null) continue;
      const known = this.#seen.get(name);
      if (known) known.rows++;
      else this.#seen.set(name, { rows: 1, example: categoryText(cell) });
    }
  }

  /** `outcome` is what such rows got, `param` what decides it, as in a workflow file. */
  warn(ctx: Pick<NodeContext, "warn" | "part">, outcome: string, param: string): void {
    if (this.#seen.size === 0) return;
    // A part of a run knows of its own rows only.
    const least = ctx.part ? "at least " : "";
    const columns = [...this.#seen].map(([name, { rows, example }]) => {
      const shown = [...example].slice(0, MOST_SHOWN_CHARACTERS).join("");
      return `"${name}" in ${least}${rows} row${rows === 1 ? "" : "s"}, such as ${JSON.stringify(shown)}`;
    });
    ctx.warn(
      "CATEGORY_NOT_LISTED",
      `There are values that are not in the list of categories: ${columns.join("; ")}. ${outcome} ` +
        `The param "${param}" says what becomes of them ("fail": the row fails).`,
    );
  }
}
