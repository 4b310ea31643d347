// Where the keys lead in a table: arrows, Home, End, pages; with Mod to the very ends. Row -1 is the header.

export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are seen at once. */
  readonly page: number;
}

export interface GridKey {
  readonly key: string;
  readonly mod: boolean;
}

export const HEADER_ROW = -1;

/** null: the key means nothing here. */
export function moveInGrid({ key, mod }: GridKey, from: GridPosition, size: GridSize): GridPosition | null {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const to = (row: number, column: number): GridPosition => ({
    row: Math.max(HEADER_ROW, Math.min(last.row, row)),
    column: Math.max(0, Math.min(last.column, column)),
  });
  switch (key) {
    case "ArrowUp":
      return to(mod ? 0 : from.row - 1, from.column);
    case "ArrowDown":
      return to(mod ? last.row : from.row + 1, from.column);
    case "ArrowLeft":
      return to(from.row, mod ? 0 : from.column - 1);
    case "ArrowRight":
      return to(from.row, mod ? last.column : from.column + 1);
    case "Home":
      return to(mod ? 0 : from.row, 0);
    case "End":
      return to(mod ? last.row : from.row, last.column);
    case "PageUp":
      return to(Math.max(0, from.row - size.page), from.column);
    case "PageDown":
      return to(from.row + size.page, from.column);
    default:
      return null;
  }
}
