// Boxes of a row as they are drawn over its picture and listed beside it: of the chosen columns, filtered, one of them looked at.

import { useState } from "react";
import type { ShownBox } from "../../../marks/boxes-overlay.tsx";
import { ALL_MARKS, inListOrder, passing, type MarkFilter } from "../../../marks/filter-marks.ts";
import { columnsWith, useRowMarks } from "../../../marks/row-marks.ts";
import type { Place } from "../samples.ts";
import type { TableView } from "../use-table-view.ts";

export interface FoundBoxes {
  /** Columns of the row that hold boxes, and which of them are shown. */
  readonly columns: readonly string[];
  readonly chosen: readonly string[];
  readonly choose: (columns: readonly string[]) => void;
  readonly all: readonly ShownBox[];
  readonly shown: readonly ShownBox[];
  readonly filter: MarkFilter;
  readonly setFilter: (filter: MarkFilter) => void;
  readonly active: string | null;
  readonly setActive: (id: string | null) => void;
  readonly trouble: string | null;
  readonly waits: boolean;
}

/** `only`: a column that somebody has opened, where not all are wanted. `fits`: the picture is the one that they were found in. */
export function useFoundBoxes(
  view: TableView,
  place: Place,
  row: number,
  { only, fits }: { readonly only: string | null; readonly fits: boolean },
): FoundBoxes {
  const { fields } = view.pages.result.schema;
  const columns = columnsWith("boxes", fields, view.pages.row(row)?.cells);
  const [wanted, setWanted] = useState<readonly string[] | null>(only === null ? null : [only]);
  const [filter, setFilter] = useState<MarkFilter>(ALL_MARKS);
  const [active, setActive] = useState<{ readonly row: number; readonly id: string } | null>(null);
  const chosen =
    wanted === null ? (fits ? columns : []) : columns.filter((column) => wanted.includes(column));
  const { value, trouble, waits } = useRowMarks(place, row, "boxes", chosen);
  const all = (value ?? []).flatMap(({ column, marks }) =>
    marks.map((box): ShownBox => ({ ...box, id: `${columns.indexOf(column)}-${box.at}` })),
  );
  return {
    columns,
    chosen,
    choose: setWanted,
    all,
    shown: inListOrder(passing(all, filter)),
    filter,
    setFilter,
    active: active?.row === row ? active.id : null,
    setActive: (id) => setActive(id === null ? null : { row, id }),
    trouble,
    waits,
  };
}
