// The table of one port with what belongs to it: its title beside another one, lineage, the whole of a cell.

import { Button } from "@mantine/core";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { useStore } from "zustand";
import type { PreviewPort } from "../../../bridge/shapes.ts";
import type { Shell } from "../../shell.ts";
import { dockText } from "../../strings/dock.ts";
import { useUi, useWorkspace } from "../../workspace.tsx";
import { copyText } from "../copy-text.ts";
import { CellDetail, type OpenCell } from "./cell-detail.tsx";
import { toCsv } from "./copy-rows.ts";
import { DataTable } from "./data-table.tsx";
import { rawText } from "./filter-rows.ts";
import { LineageBar } from "./lineage-bar.tsx";
import { ScatterPanel } from "./scatter/scatter-panel.tsx";
import { vectorColumns } from "./scatter/scatter-points.ts";
import { useSample, useSummaries, type Place } from "./samples.ts";
import "./preview-tab.css";
import type { ColumnMark } from "./table-header.tsx";
import { rowsOf, useTableView, type TableView } from "./use-table-view.ts";
import { wantedRow } from "./wanted-row.ts";

const text = dockText.preview;

interface Props {
  readonly shell: Shell;
  readonly place: Place;
  readonly result: PreviewPort;
  readonly title: string;
  /** Stands above the table where there are two. */
  readonly caption?: ReactNode;
  readonly filter: string;
  readonly dimmed: boolean;
  readonly marks?: ReadonlyMap<string, ColumnMark>;
  /** Tells the bar above what there is to copy and count. */
  readonly onView?: (view: TableView | null) => void;
  readonly onClearFilter: () => void;
  /** Lineage of a row that was chosen in the table beside this one: the same row is marked here. */
  readonly follow?: string | null;
  /** Tells the lineage of the row that was chosen here. */
  readonly onRow?: (lineage: string) => void;
}

const NO_MARKS: ReadonlyMap<string, ColumnMark> = new Map();

export function SamplePanel(props: Props) {
  const {
    shell,
    place,
    result,
    title,
    caption,
    filter,
    dimmed,
    marks = NO_MARKS,
    onView,
    onClearFilter,
    follow,
    onRow,
  } = props;
  const workspace = useWorkspace();
  const pages = useSample(workspace, place, result);
  const view = useTableView(pages, filter);
  const [open, setOpen] = useState<OpenCell | null>(null);
  const scatter = useUi((state) => state.scatter);
  const vectors = vectorColumns(result.schema.fields, pages.row(0)?.cells);
  const { columns } = useSummaries(workspace, place, result);
  const nulls = useMemo(() => new Map(columns?.map((column) => [column.name, column])), [columns]);
  // What the bar shows changes with these only.
  const [first, last] = view.selection ?? [-1, -1];
  useEffect(() => {
    onView?.(view);
  }, [onView, pages, view.rowAt, view.filtered, view.count, first, last]);
  useEffect(() => () => onView?.(null), [onView]);

  const active = view.active && view.active.row >= 0 ? view.rowAt(view.active.row) : null;
  const lineage = active === null ? "" : (pages.row(active)?.lineage ?? "");
  useEffect(() => {
    if (lineage) onRow?.(lineage);
  }, [onRow, lineage]);
  const linked = useMemo(() => {
    if (!follow) return null;
    const row = Array.from({ length: pages.rows }, (_, at) => at).find(
      (at) => pages.row(at)?.lineage === follow,
    );
    return row === undefined ? null : view.placeOf(row);
    // `rowAt` stands for the order of the rows.
  }, [follow, pages, view.rowAt]);
  useTakeWanted(place, view);
  const copy = async () => {
    const { selection, active: at } = view;
    if (!selection || !at) return;
    const cell = view.at(at.row)?.cells[at.column];
    if (selection[0] === selection[1] && cell !== undefined)
      return copyText(shell, rawText(cell), text.cellTitle(view.columns[at.column], at.row + 1));
    const rows = await rowsOf(view, true);
    return copyText(shell, toCsv(view.columns, rows), dockText.rows(rows.length));
  };
  return (
    <div className="mr-sample">
      {caption}
      {view.columns.length === 0 ? (
        <p className="mr-sample-note">{result.rows === 0 ? dockText.noRows : dockText.noColumns}</p>
      ) : (
        <div className="mr-sample-with">
          <DataTable
            view={view}
            place={place}
            label={text.table(title)}
            dimmed={dimmed}
            nulls={nulls}
            marks={marks}
            linked={linked}
            onOpen={(row, column) => setOpen({ row, column })}
            onCopy={() => void copy()}
          />
          {scatter && onView && vectors.length > 0 && (
            <ScatterPanel view={view} place={place} columns={vectors} />
          )}
        </div>
      )}
      {view.columns.length > 0 && view.count === 0 && (
        <p className="mr-sample-note mr-sample-over">
          {view.filtered ? dockText.noMatch : dockText.noRows}{" "}
          {view.filtered && (
            <Button variant="default" size="compact-xs" onClick={onClearFilter}>
              {dockText.clearFilter}
            </Button>
          )}
        </p>
      )}
      {pages.trouble !== null && !dimmed && (
        <p className="mr-sample-trouble" role="alert">
          {pages.isLost ? text.rowsLost : `${text.pageTrouble}: ${pages.trouble}`}{" "}
          <Button
            variant="default"
            size="compact-xs"
            onClick={() => (pages.isLost ? workspace.preview.resume() : pages.retry())}
          >
            {pages.isLost ? dockText.work.resume : text.retry}
          </Button>
        </p>
      )}
      {active !== null && (
        <LineageBar
          key={active}
          place={place}
          row={active}
          lineage={lineage}
          onClose={() => view.select(null)}
        />
      )}
      {open && <CellDetail shell={shell} view={view} place={place} open={open} onOpen={setOpen} />}
    </div>
  );
}

/** Selects the row that somebody came here for. */
function useTakeWanted(place: Place, view: TableView): void {
  const wanted = useStore(wantedRow, (state) => state.wanted);
  useEffect(() => {
    if (wanted?.node !== place.node || wanted.port !== place.port) return;
    wantedRow.setState({ wanted: null });
    const at = view.placeOf(wanted.row);
    if (at >= 0) view.select({ row: at, column: 0 });
  });
}
