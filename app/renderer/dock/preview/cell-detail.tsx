// The whole of a cell, each kind in its own way: text, JSON, tensor, picture.

import type { Shell } from "../../shell.ts";
import { dockText } from "../../strings/dock.ts";
import { Lightbox } from "./lightbox.tsx";
import type { Place } from "./samples.ts";
import { TensorDetail } from "./tensor-detail.tsx";
import { TextDetail } from "./text-detail.tsx";
import { useReturnFocus } from "../../ui/use-return-focus.ts";
import type { TableView } from "./use-table-view.ts";

export interface OpenCell {
  /** Of the sample. */
  readonly row: number;
  readonly column: number;
}

interface Props {
  readonly shell: Shell;
  readonly view: TableView;
  readonly place: Place;
  readonly open: OpenCell;
  readonly onOpen: (open: OpenCell | null) => void;
}

export function CellDetail({ shell, view, place, open: { row, column }, onOpen }: Props) {
  useReturnFocus();
  const field = view.pages.result.schema.fields.at(column);
  const cell = view.pages.row(row)?.cells[column];
  const onClose = () => onOpen(null);
  if (!field || cell === undefined || cell === null) return null;
  const title = dockText.preview.cellTitle(field.name, row + 1);
  if (typeof cell !== "object")
    return <TextDetail shell={shell} title={title} text={String(cell)} json={false} onClose={onClose} />;
  switch (cell.is) {
    case "tensor":
      return <TensorDetail place={place} row={row} column={field.name} onClose={onClose} />;
    case "image":
      return (
        <Lightbox
          view={view}
          place={place}
          row={row}
          column={column}
          onRow={(next) => onOpen({ row: next, column })}
          onClose={onClose}
        />
      );
    case "json":
    case "big":
      return (
        <TextDetail
          shell={shell}
          title={title}
          text={cell.text}
          json={cell.is === "json"}
          onClose={onClose}
        />
      );
  }
}
