// A list of objects as a table to type into: columns with names, rows with cells, and what a spreadsheet has on the clipboard.

import { ActionIcon, Button, Modal } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Maximize2, Plus, X } from "lucide-react";
import { useRef, useState, type ClipboardEvent, type ReactNode } from "react";
import { words } from "../../strings/inspector.ts";
import {
  addColumn,
  cellAt,
  dropColumn,
  dropRow,
  freeName,
  gridColumns,
  pasteCells,
  pastedCells,
  putCell,
  renameColumn,
  type GridRow,
} from "../logic/grid.ts";
import { GridCell, GridName } from "./grid-cell.tsx";

interface Props {
  readonly id?: string;
  readonly label: string;
  readonly rows: readonly GridRow[];
  readonly readOnly: boolean;
  /** Places with an issue, `2.price`. */
  readonly bad: ReadonlySet<string>;
  readonly onChange: (rows: readonly GridRow[]) => void;
  readonly onLeave: () => void;
}

export function GridEditor(props: Props) {
  const [large, setLarge] = useState(false);
  const enlarge = (
    <ActionIcon size={22} aria-label={words.gridLarge} title={words.gridLarge} onClick={() => setLarge(true)}>
      <Maximize2 size={12} aria-hidden />
    </ActionIcon>
  );
  return (
    <>
      <Grid {...props} aside={enlarge} />
      <Modal opened={large} onClose={() => setLarge(false)} title={props.label} size="90vw">
        <div className="mr-grid-large">
          <Grid {...props} id={undefined} aside={null} />
        </div>
      </Modal>
    </>
  );
}

const ROW_HEIGHT = 28;

interface GridProps extends Props {
  readonly aside: ReactNode;
}

function Grid({ id, label, rows, readOnly, bad, onChange, onLeave, aside }: GridProps) {
  const columns = gridColumns(rows);
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    paddingStart: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
  });
  const now = (next: readonly GridRow[]) => {
    onChange(next);
    onLeave();
  };
  // A row that has just been added is drawn a moment later, and one that is far away after it is scrolled to.
  const focus = (row: number, column: number) =>
    requestAnimationFrame(() => {
      lines.scrollToIndex(row);
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLInputElement>(`[data-at="${row}.${column}"]`)?.focus(),
      );
    });
  const go = (row: number, column: number) => {
    if (row < 0) return;
    if (row >= rows.length) {
      if (readOnly) return;
      now([...rows, {}]);
    }
    focus(row, column);
  };
  const paste = (event: ClipboardEvent, row: number, column: number) => {
    const cells = readOnly ? null : pastedCells(event.clipboardData.getData("text"));
    if (!cells) return;
    event.preventDefault();
    now(pasteCells(rows, { row, column }, cells));
  };
  const rename = (from: string, to: string) => {
    if (to !== "" && to !== from && !columns.includes(to)) now(renameColumn(rows, from, to));
  };
  const gridTemplateColumns = `36px repeat(${columns.length}, minmax(84px, 1fr)) 24px`;
  return (
    <div className="mr-grid-box">
      <div
        ref={scroller}
        className="mr-grid"
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        // An empty table has no cell to paste into.
        tabIndex={columns.length === 0 ? 0 : -1}
        onPaste={(event) => columns.length === 0 && paste(event, 0, 0)}
      >
        <div className="mr-grid-body" role="presentation" style={{ height: lines.getTotalSize() }}>
          <div
            className="mr-grid-row mr-grid-head"
            role="row"
            aria-rowindex={1}
            style={{ gridTemplateColumns }}
          >
            <span role="columnheader" className="mr-grid-number" aria-label={words.gridRow}>
              #
            </span>
            {columns.map((name, at) => (
              <span key={at} role="columnheader" className="mr-grid-name">
                <GridName
                  name={name}
                  taken={columns}
                  readOnly={readOnly}
                  onRename={(to) => rename(name, to)}
                />
                <ActionIcon
                  size={18}
                  aria-label={words.removeNamed(name)}
                  disabled={readOnly}
                  onClick={() => now(dropColumn(rows, name))}
                >
                  <X size={10} aria-hidden />
                </ActionIcon>
              </span>
            ))}
            <span role="columnheader">
              <ActionIcon
                size={22}
                aria-label={words.gridAddColumn}
                title={words.gridAddColumn}
                disabled={readOnly}
                onClick={() => now(addColumn(rows, freeName(columns, `column_${columns.length + 1}`)))}
              >
                <Plus size={12} aria-hidden />
              </ActionIcon>
            </span>
          </div>
          {lines.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              className="mr-grid-row"
              role="row"
              aria-rowindex={index + 2}
              style={{ gridTemplateColumns, transform: `translateY(${start}px)` }}
            >
              <span role="rowheader" className="mr-grid-number">
                {index + 1}
              </span>
              {columns.map((column, at) => (
                <GridCell
                  key={at}
                  at={`${index}.${at}`}
                  label={words.cellOf(column, index + 1)}
                  value={cellAt(rows[index], column)}
                  bad={bad.has(`${index}.${column}`)}
                  readOnly={readOnly}
                  onChange={(value) => onChange(putCell(rows, index, column, value))}
                  onGo={(step) => go(index + step, at)}
                  onPaste={(event) => paste(event, index, at)}
                  onLeave={onLeave}
                />
              ))}
              <span role="gridcell">
                <ActionIcon
                  size={22}
                  aria-label={words.removeNamed(words.rowOf(index + 1))}
                  disabled={readOnly}
                  onClick={() => now(dropRow(rows, index))}
                >
                  <X size={12} aria-hidden />
                </ActionIcon>
              </span>
            </div>
          ))}
        </div>
        {columns.length === 0 && <p className="mr-grid-empty">{words.gridEmpty}</p>}
      </div>
      <div className="mr-grid-foot">
        <Button
          id={id}
          aria-label={words.addRow}
          size="compact-xs"
          variant="subtle"
          leftSection={<Plus size={12} aria-hidden />}
          disabled={readOnly}
          onClick={() => {
            if (columns.length === 0) return now(addColumn(rows, "column_1"));
            go(rows.length, 0);
          }}
        >
          {words.addRow}
        </Button>
        <span className="mr-faint mr-numbers">{words.rows(rows.length)}</span>
        {aside}
      </div>
    </div>
  );
}
