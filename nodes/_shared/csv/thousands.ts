// Could the decimal sign of a column be a mark between thousands? `1.234` may be both.

const WITH_POINT = /^[+-]?(\d*)\.(\d*)$/;
const WITH_COMMA = /^[+-]?(\d*),(\d*)$/;
/** A whole number that would have a mark if its writer made marks. */
const UNMARKED = /^[+-]?\d{4,}$/;

/**
 * A cell that reads as a number of thousands, when all cells of the column allow it: wherever the sign stands, one to three
 * digits stand before it (no zero first) and exactly three behind, and no number above 999 goes without. Else null: some
 * cell shows that the sign begins a fraction.
 */
export function thousandsExample(cells: readonly string[], decimalComma: boolean): string | null {
  const sign = decimalComma ? "," : ".";
  const form = decimalComma ? WITH_COMMA : WITH_POINT;
  let example: string | null = null;
  for (const cell of cells) {
    const text = cell.trim();
    if (!text.includes(sign)) {
      if (UNMARKED.test(text)) return null;
      continue;
    }
    const [, before, behind] = form.exec(text) ?? ["", "", ""];
    if (behind.length !== 3 || before.length < 1 || before.length > 3 || before.startsWith("0")) return null;
    example ??= text;
  }
  return example;
}
