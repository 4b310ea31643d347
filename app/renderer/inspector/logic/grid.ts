// A list of objects as a table: its columns, its cells as text and back, and what a paste from a spreadsheet makes of it.

export type GridRow = Readonly<Record<string, unknown>>;

/** What a row says of a column; one may be called `constructor`. */
export function cellAt(row: GridRow, column: string): unknown {
  return Object.hasOwn(row, column) ? row[column] : undefined;
}

/** All keys, in the order they first appear. */
export function gridColumns(rows: readonly GridRow[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** Empty where a row says nothing; text that looks like something else stands in quotes. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") return JSON.stringify(value);
  return readCell(value) === value ? value : JSON.stringify(value);
}

/** Numbers, true, false, lists and objects are what they look like; all else is text. Undefined: no value. */
export function readCell(text: string): unknown {
  const bare = text.trim();
  if (bare === "") return undefined;
  if (bare === "true" || bare === "false") return bare === "true";
  // Not 007 or 1_000: a number that is written anew would look different.
  if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(bare) && isExact(bare)) return Number(bare);
  if (!/^["[{]/.test(bare)) return text;
  try {
    return JSON.parse(bare) as unknown;
  } catch {
    return text;
  }
}

/** Whole numbers that a double cannot hold stay text. */
function isExact(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

/** The same columns in the same order, whatever the rows say: the first row names those that would be lost or misplaced. */
function withColumns(rows: readonly GridRow[], columns: readonly string[]): readonly GridRow[] {
  if (rows.length === 0 || gridColumns(rows).join("\n") === columns.join("\n")) return rows;
  return rows.with(0, Object.fromEntries(columns.map((name) => [name, cellAt(rows[0], name) ?? null])));
}

/** Without a value a row has no key. */
export function putCell(
  rows: readonly GridRow[],
  row: number,
  column: string,
  value: unknown,
): readonly GridRow[] {
  const { [column]: _, ...rest } = rows[row];
  const next = value === undefined ? rest : { ...rows[row], [column]: value };
  return withColumns(rows.with(row, next), gridColumns(rows));
}

export function addColumn(rows: readonly GridRow[], column: string): readonly GridRow[] {
  return withColumns(rows.length > 0 ? rows : [{}], [...gridColumns(rows), column]);
}

export function dropRow(rows: readonly GridRow[], row: number): readonly GridRow[] {
  return withColumns(rows.toSpliced(row, 1), gridColumns(rows));
}

export function dropColumn(rows: readonly GridRow[], column: string): readonly GridRow[] {
  return rows.map(({ [column]: _, ...rest }) => rest);
}

/** The same columns in the same order, one of them by another name. */
export function renameColumn(rows: readonly GridRow[], from: string, to: string): readonly GridRow[] {
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key === from ? to : key, value])),
  );
}

/** A name that no column has. */
export function freeName(columns: readonly string[], wanted: string): string {
  if (!columns.includes(wanted)) return wanted;
  let n = 2;
  while (columns.includes(`${wanted}_${n}`)) n++;
  return `${wanted}_${n}`;
}

/** Cells of a copied part of a spreadsheet; null for a text that is a single cell. */
export function pastedCells(text: string): readonly (readonly string[])[] | null {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  const cells = lines.map((line) => line.split("\t"));
  return cells.length > 1 || cells[0].length > 1 ? cells : null;
}

/** Puts copied cells at a place; rows and columns are added as needed. An empty table takes its names from the first line. */
export function pasteCells(
  rows: readonly GridRow[],
  at: { readonly row: number; readonly column: number },
  cells: readonly (readonly string[])[],
): readonly GridRow[] {
  const columns = [...gridColumns(rows)];
  const isNew = columns.length === 0;
  const body = isNew ? cells.slice(1) : cells;
  const width = Math.max(...cells.map((line) => line.length));
  for (let i = 0; i < width; i++) {
    if (columns[at.column + i] !== undefined) continue;
    const name = isNew ? cells[0][i]?.trim() : undefined;
    columns.push(freeName(columns, name || `column_${columns.length + 1}`));
  }
  const next = [...rows];
  for (const [y, line] of body.entries()) {
    const place = isNew ? y : at.row + y;
    const row = new Map<string, unknown>(Object.entries(next[place] ?? {}));
    for (const [x, cell] of line.entries()) {
      const value = readCell(cell);
      if (value === undefined) row.delete(columns[at.column + x]);
      else row.set(columns[at.column + x], value);
    }
    next[place] = Object.fromEntries(row);
  }
  return withColumns(next, columns);
}
