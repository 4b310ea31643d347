// The whole of a cell, each kind in its own way: text with its spans, JSON, tensor, picture with its boxes, recording with its segments.

import type { PreviewCell } from "../../../bridge/shapes.ts";
import type { Field } from "../../../../engine/frames/types.ts";
import type { Shell } from "../../shell.ts";
import { dockText } from "../../strings/dock.ts";
import { useReturnFocus } from "../../ui/use-return-focus.ts";
import { Lightbox } from "./lightbox/lightbox.tsx";
import type { Place } from "./samples.ts";
import { TensorDetail } from "./tensor-detail.tsx";
import { MarkedText } from "./text/marked-text.tsx";
import { TextDetail } from "./text/text-detail.tsx";
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
  const { fields } = view.pages.result.schema;
  const field = fields.at(column);
  const cells = view.pages.row(row)?.cells;
  const cell = cells?.[column];
  const onClose = () => onOpen(null);
  if (!field || cell === undefined || cell === null) return null;
  const title = dockText.preview.cellTitle(field.name, row + 1);
  const shared = { shell, view, place, row, onClose };
  const onRow = (next: number) => onOpen({ row: next, column });
  const whole = (json: boolean, text: string) => (
    <TextDetail {...shared} column={field.name} title={title} json={json} text={text} />
  );
  if (typeof cell === "string" && isMarked(column, fields, cells))
    return <MarkedText {...shared} column={field.name} />;
  if (typeof cell !== "object") return whole(false, String(cell));
  switch (cell.is) {
    case "tensor":
      return <TensorDetail place={place} row={row} column={field.name} onClose={onClose} />;
    case "image":
      return <Lightbox {...shared} column={column} onRow={onRow} />;
    case "audio":
      return null;
    case "marks": {
      const shown = shownWith(cell, fields, cells);
      if (shown === null) return whole(true, cell.text);
      if (cell.of === "boxes")
        return <Lightbox {...shared} column={shown} boxes={field.name} onRow={onRow} />;
      if (cell.of === "segments") return whole(true, cell.text);
      return <MarkedText {...shared} column={fields[shown].name} spans={field.name} />;
    }
    case "json":
    case "big":
      return whole(cell.is === "json", cell.text);
  }
}

type Marks = Extract<PreviewCell, { is: "marks" }>;
type Cells = readonly PreviewCell[] | undefined;

/** Whether spans of the row are over this text. */
function isMarked(column: number, fields: readonly Field[], cells: Cells): boolean {
  const spans = (cells ?? []).filter(
    (cell): cell is Marks => typeof cell === "object" && cell?.is === "marks" && cell.of === "spans",
  );
  return spans.some((cell) => shownWith(cell, fields, cells) === column);
}

/** The cell of the row that marks belong to: its first picture or recording, its longest text; null where there is none. */
function shownWith({ of }: Marks, fields: readonly Field[], cells: Cells): number | null {
  const wanted = of === "boxes" ? "image" : "audio";
  const places = fields.map((_, at) => at);
  const found =
    of === "spans"
      ? places.toSorted((a, b) => lettersOf(cells?.[b]) - lettersOf(cells?.[a])).at(0)
      : places.find((at) => isA(cells?.[at], wanted));
  return found === undefined || (of === "spans" && lettersOf(cells?.[found]) === 0) ? null : found;
}

function isA(cell: PreviewCell | undefined, is: "image" | "audio"): boolean {
  return typeof cell === "object" && cell?.is === is;
}

function lettersOf(cell: PreviewCell | undefined): number {
  return typeof cell === "string" ? cell.length : 0;
}
