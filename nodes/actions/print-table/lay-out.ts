// Lays rows of text out in columns of equal width.

export interface TableColumn {
  readonly name: string;
  readonly alignRight: boolean;
}

/** Longest cell that is shown whole. */
const MAX_CELL_CHARACTERS = 40;
const GAP = "  ";

/**
 * The header, a rule and the rows. `width` is what a line may have (0 = any): columns that do not fit are left out, and
 * the header says how many.
 */
export function layOut(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const cells = [columns.map((column) => column.name), ...rows].map((row) => row.map(oneLine));
  const widths = columns.map((_, i) => cells.reduce((most, row) => Math.max(most, characters(row[i])), 0));
  const fitting = width > 0 ? howManyFit(widths, width) : columns.length;
  const line = (row: readonly string[]) =>
    row
      .slice(0, fitting)
      .map((cell, i) => {
        const padding = " ".repeat(widths[i] - characters(cell));
        return columns[i].alignRight ? padding + cell : cell + padding;
      })
      .join(GAP)
      .trimEnd();
  const [header, ...body] = cells;
  const hidden = columns.length - fitting;
  const note = hidden > 0 ? `${GAP}(+${hidden})` : "";
  const rule = widths.slice(0, fitting).map((size) => "-".repeat(size));
  return [line(header) + note, line(rule), ...body.map(line)];
}

/** At least one column, and room for the note that others are left out. */
function howManyFit(widths: readonly number[], width: number): number {
  const total = (count: number) =>
    widths.slice(0, count).reduce((sum, size) => sum + size + GAP.length, -GAP.length);
  if (total(widths.length) <= width) return widths.length;
  let count = widths.length - 1;
  while (count > 1 && total(count) + 8 > width) count--;
  return count;
}

function oneLine(cell: string): string {
  const shown = cell.replace(/[\p{Cc}\u2028\u2029]/gu, (mark) =>
    mark === "\n" || mark === "\r" ? "⏎" : " ",
  );
  return characters(shown) > MAX_CELL_CHARACTERS
    ? [...shown].slice(0, MAX_CELL_CHARACTERS - 1).join("") + "…"
    : shown;
}

function characters(text: string): number {
  return [...text].length;
}
