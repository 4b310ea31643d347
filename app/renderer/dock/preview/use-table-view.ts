// What a person has done to a table: sorted, filtered, selected. It outlives new results of the same port.

import { useCallback, useEffect, useMemo, useState } from "react";
import type { PreviewCell } from "../../../bridge/shapes.ts";
import { numberFormat, type NumberFormat } from "../../ui/cell-text.ts";
import { sortRows } from "./compare-cells.ts";
import { passes, readFilter } from "./filter-rows.ts";
import type { GridPosition } from "./grid-keys.ts";
import type { SamplePages, SampleRow } from "./sample-pages.ts";

export interface Sort {
  readonly column: string;
  readonly down: boolean;
}

export interface TableView {
  readonly pages: SamplePages;
  readonly columns: readonly string[];
  /** Rows that are shown. */
  readonly count: number;
  /** Row of the sample that stands at a place of the table. */
  readonly rowAt: (place: number) => number;
  readonly at: (place: number) => SampleRow | undefined;
  /** Place of a row of the sample; -1 where the filter hides it. */
  readonly placeOf: (row: number) => number;
  readonly format: (column: number) => NumberFormat;
  readonly sort: Sort | null;
  /** Up, down, and back to the order of the sample. */
  readonly sortBy: (column: string) => void;
  readonly filtered: boolean;
  readonly active: GridPosition | null;
  /** First and last selected place. */
  readonly selection: readonly [number, number] | null;
  readonly select: (active: GridPosition | null, extend?: boolean) => void;
}

/** Enough to see what precision a column needs. */
const ROWS_FOR_FORMAT = 1000;

export function useTableView(pages: SamplePages, filter: string): TableView {
  const { fields } = pages.result.schema;
  const [sort, setSort] = useState<Sort | null>(null);
  const [active, setActive] = useState<GridPosition | null>(null);
  const [anchor, setAnchor] = useState(0);
  const version = pages.version();
  const columns = useMemo(() => fields.map(({ name }) => name), [fields]);
  const terms = useMemo(() => readFilter(filter, columns), [filter, columns]);
  const sortColumn = sort ? columns.indexOf(sort.column) : -1;
  const ordered = sortColumn >= 0 || terms.length > 0;
  useEffect(() => {
    if (ordered) void pages.all();
  }, [pages, ordered]);

  const order = useMemo(() => {
    if (!ordered) return null;
    const known = Array.from({ length: pages.rows }, (_, row) => row).filter((row) => {
      const cells = pages.row(row)?.cells;
      return cells !== undefined && passes(cells, terms);
    });
    const cellOf = (row: number): PreviewCell => pages.row(row)!.cells[sortColumn] ?? null;
    return sort && sortColumn >= 0 ? sortRows(known, cellOf, sort.down) : known;
    // `version` stands for the rows that have come.
  }, [pages, version, ordered, terms, sort, sortColumn]);

  const format = useMemo(() => {
    const formats = new Map<number, NumberFormat>();
    return (column: number): NumberFormat => {
      const known = formats.get(column);
      if (known) return known;
      const rows = Array.from({ length: Math.min(pages.rows, ROWS_FOR_FORMAT) }, (_, row) => row);
      const made = numberFormat(
        rows.map((row) => pages.row(row)?.cells[column]),
        fields[column].type.type,
      );
      formats.set(column, made);
      return made;
    };
  }, [pages, version, fields]);

  const count = order ? order.length : pages.rows;
  const rowAt = useCallback((place: number) => (order ? order[place] : place), [order]);
  const inside = active && active.row < count && active.column < columns.length ? active : null;
  return {
    pages,
    columns,
    count,
    rowAt,
    at: (place) => pages.row(rowAt(place)),
    placeOf: (row) => (order ? order.indexOf(row) : row < pages.rows ? row : -1),
    format,
    sort,
    sortBy: (column) =>
      setSort((now) => {
        if (now?.column !== column) return { column, down: false };
        return now.down ? null : { column, down: true };
      }),
    filtered: terms.length > 0,
    active: inside,
    selection:
      inside && inside.row >= 0
        ? [Math.min(anchor, inside.row), Math.min(count - 1, Math.max(anchor, inside.row))]
        : null,
    select: (position, extend = false) => {
      setActive(position);
      if (!extend && position) setAnchor(Math.max(0, position.row));
    },
  };
}

/** Selected rows, or all that are shown, whole. */
export async function rowsOf(
  view: TableView,
  selected: boolean,
): Promise<readonly (readonly PreviewCell[])[]> {
  await view.pages.all();
  const [first, last] = selected && view.selection ? view.selection : [0, view.count - 1];
  const rows: (readonly PreviewCell[])[] = [];
  for (let place = first; place <= last; place++) {
    const row = view.at(place);
    if (row) rows.push(row.cells);
  }
  return rows;
}
