// One row of a table, of which only the columns in sight are drawn.

import type { VirtualItem } from "@tanstack/react-virtual";
import { count } from "../../ui/format.ts";
import { CellView } from "./cell-view.tsx";
import type { Place } from "./samples.ts";
import type { TableView } from "./use-table-view.ts";

interface Props {
  readonly view: TableView;
  readonly place: Place;
  /** Place in the table. */
  readonly at: number;
  readonly top: number;
  /** The same row is chosen in the table beside this one. */
  readonly linked: boolean;
  readonly height: number;
  readonly gutter: number;
  readonly columns: readonly VirtualItem[];
  readonly widthOf: (column: number) => number;
  readonly cellId: (row: number, column: number) => string;
  readonly onOpen: (row: number, column: number) => void;
}

export function TableRow(props: Props) {
  const { view, place, at, top, linked, height, gutter, columns, widthOf, cellId, onOpen } = props;
  const { active, selection, select } = view;
  const { fields } = view.pages.result.schema;
  const row = view.rowAt(at);
  const cells = view.at(at)?.cells;
  const selected = selection !== null && at >= selection[0] && at <= selection[1];
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      aria-selected={selected}
      className={`mr-tr ${selected ? "mr-tr-selected" : linked ? "mr-tr-linked" : ""}`}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <div
        className="mr-td mr-td-gutter"
        role="rowheader"
        aria-colindex={1}
        style={{ width: gutter }}
        onClick={(event) => select({ row: at, column: active?.column ?? 0 }, event.shiftKey)}
      >
        {count(row + 1)}
      </div>
      {columns.map(({ index, start }) => (
        <CellView
          key={fields[index].name}
          id={cellId(at, index)}
          index={index}
          cell={cells && (cells[index] ?? null)}
          cells={cells}
          field={fields[index]}
          format={view.format(index)}
          left={start}
          width={widthOf(index)}
          active={active?.row === at && active.column === index}
          place={place}
          row={row}
          onClick={(shift) => select({ row: at, column: index }, shift)}
          onOpen={() => onOpen(row, index)}
        />
      ))}
    </div>
  );
}
