// A sample as a table: only the rows and columns that are in sight are drawn. One stop for Tab, arrows move inside.

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { pictureShapeOf } from "../../../../engine/frames/picture-shape.ts";
import type { Field } from "../../../../engine/frames/types.ts";
import { dockText } from "../../strings/dock.ts";
import { canOpen } from "./cell-view.tsx";
import { columnWidth, LEAST_WIDTH, MOST_WIDTH } from "./column-widths.ts";
import "./data-table.css";
import { HEADER_ROW, moveInGrid, type GridPosition } from "./grid-keys.ts";
import type { Place } from "./samples.ts";
import { TableHeader, type ColumnMark } from "./table-header.tsx";
import { TableRow } from "./table-row.tsx";
import type { TableView } from "./use-table-view.ts";

const ROW_HEIGHT = 28;
/** Rows with pictures: large enough to tell one from another. */
const PICTURE_ROW_HEIGHT = 60;
const HEADER_HEIGHT = 32;
const GUTTER_WIDTH = 52;
const HEAD_ROWS_FOR_WIDTH = 50;

interface Props {
  readonly view: TableView;
  readonly place: Place;
  readonly label: string;
  readonly dimmed: boolean;
  readonly nulls: ReadonlyMap<string, { readonly rows: number; readonly nulls: number }>;
  readonly marks: ReadonlyMap<string, ColumnMark>;
  /** Place of the row that was chosen in the table beside this one. */
  readonly linked: number | null;
  /** Shows the whole of a cell; `row` is a row of the sample. */
  readonly onOpen: (row: number, column: number) => void;
  readonly onCopy: () => void;
}

export function DataTable({ view, place, label, dimmed, nulls, marks, linked, onOpen, onCopy }: Props) {
  const { pages, active, select } = view;
  const { fields } = pages.result.schema;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<Readonly<Record<string, number>>>({});
  const rowHeight = fields.some(isDrawn) ? PICTURE_ROW_HEIGHT : ROW_HEIGHT;
  const own = useMemo(
    () =>
      fields.map((field, column) => {
        const rows = Array.from({ length: Math.min(pages.rows, HEAD_ROWS_FOR_WIDTH) }, (_, row) => row);
        return columnWidth(
          field,
          rows.map((row) => pages.row(row)?.cells[column]),
          view.format(column),
        );
      }),
    [pages, pages.isReady],
  );
  const widthOf = (column: number) => {
    const { name } = fields[column];
    return Object.hasOwn(dragged, name) ? dragged[name] : own[column];
  };

  const rows = useVirtualizer({
    count: view.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    // The header lies over the first pixels of the body, see the CSS.
    paddingStart: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
  });
  const columns = useVirtualizer({
    count: fields.length,
    horizontal: true,
    getScrollElement: () => scroller.current,
    estimateSize: widthOf,
    overscan: 2,
    paddingStart: GUTTER_WIDTH,
    scrollPaddingStart: GUTTER_WIDTH,
  });
  useEffect(() => rows.measure(), [rows, rowHeight]);
  useEffect(() => columns.measure(), [columns, own, dragged]);

  const seen = rows.getVirtualItems();
  const from = Math.min(...seen.map(({ index }) => view.rowAt(index) ?? 0));
  const to = Math.max(0, ...seen.map(({ index }) => (view.rowAt(index) ?? 0) + 1));
  useEffect(() => {
    if (to > 0) pages.need(from, to);
  }, [pages, from, to]);

  const inView = active && active.row !== HEADER_ROW ? active.row : linked;
  useEffect(() => {
    if (inView === null || inView < 0) return;
    // Again when the table gets smaller: below it, the row's lineage appears.
    const observer = new ResizeObserver(() => rows.scrollToIndex(inView));
    observer.observe(scroller.current!);
    return () => observer.disconnect();
  }, [rows, inView]);
  const move = (to: GridPosition, extend: boolean) => {
    select(to, extend);
    columns.scrollToIndex(to.column);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = active ?? { row: 0, column: 0 };
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key.toLowerCase() === "c") {
      // A marked text is copied as the browser does it.
      if (!window.getSelection()?.isCollapsed) return;
      event.preventDefault();
      return onCopy();
    }
    if (mod && event.key.toLowerCase() === "a" && view.count > 0) {
      event.preventDefault();
      select({ row: 0, column: at.column });
      return select({ row: view.count - 1, column: at.column }, true);
    }
    if (event.key === "Escape" && active) return select(null);
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (at.row === HEADER_ROW) return view.sortBy(fields[at.column].name);
      const cell = view.at(at.row)?.cells[at.column];
      if (cell !== undefined && canOpen(cell)) onOpen(view.rowAt(at.row), at.column);
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const next = moveInGrid({ key: event.key, mod }, at, { rows: view.count, columns: fields.length, page });
    if (!next) return;
    event.preventDefault();
    // What moves through the table must not move nodes.
    event.stopPropagation();
    move(active ? next : at, event.shiftKey);
  };

  const width = columns.getTotalSize();
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`;
  return (
    <div
      ref={scroller}
      className={dimmed ? "mr-table mr-table-dimmed" : "mr-table"}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={view.count + 1}
      aria-colcount={fields.length + 1}
      aria-multiselectable
      aria-busy={dimmed}
      aria-activedescendant={active ? cellId(active.row, active.column) : undefined}
      onKeyDown={onKeyDown}
    >
      <div
        className="mr-table-head"
        role="row"
        aria-rowindex={1}
        style={{ width, height: HEADER_HEIGHT, marginBottom: -HEADER_HEIGHT }}
      >
        <div
          className="mr-th mr-th-gutter"
          role="columnheader"
          aria-colindex={1}
          style={{ width: GUTTER_WIDTH }}
        >
          <span className="mr-visually-hidden">{dockText.preview.rowNumber}</span>#
        </div>
        {columns.getVirtualItems().map(({ index, start }) => (
          <TableHeader
            key={fields[index].name}
            id={cellId(HEADER_ROW, index)}
            index={index}
            field={fields[index]}
            left={start}
            width={widthOf(index)}
            nulls={nulls.get(fields[index].name)}
            mark={marks.get(fields[index].name)}
            sort={view.sort}
            active={active?.row === HEADER_ROW && active.column === index}
            onSort={() => view.sortBy(fields[index].name)}
            onWidth={(wide) =>
              setDragged((widths) => ({
                ...widths,
                [fields[index].name]: Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, wide)),
              }))
            }
          />
        ))}
      </div>
      <div className="mr-table-body" role="presentation" style={{ width, height: rows.getTotalSize() }}>
        {seen.map(({ key, index, start }) => (
          <TableRow
            key={key}
            view={view}
            place={place}
            at={index}
            top={start}
            linked={index === linked}
            height={rowHeight}
            gutter={GUTTER_WIDTH}
            columns={columns.getVirtualItems()}
            widthOf={widthOf}
            cellId={cellId}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  );
}

/** Pictures, and tensors of their shape: sides that differ from row to row have names. */
function isDrawn({ type }: Field): boolean {
  if (type.type === "image") return true;
  const sides =
    type.type === "tensor" ? type.shape.map((dim) => (typeof dim === "number" ? dim : Infinity)) : [];
  return pictureShapeOf(sides) !== null;
}
