// One cell of a table: numbers to the right, nulls as a mark, the rest in one line with a way to see all of it.

import { Maximize2 } from "lucide-react";
import type { PreviewCell } from "../../../bridge/shapes.ts";
import { MarksIcon } from "../../marks/marks-icon.tsx";
import { boxesOn } from "../../marks/small-boxes.tsx";
import { dockText } from "../../strings/dock.ts";
import { cellText, elementText, isNumeric, type NumberFormat } from "../../ui/cell-text.ts";
import { heatColour, heatScale } from "../../../../engine/frames/heat-colour.ts";
import { pictureShapeOf } from "../../../../engine/frames/picture-shape.ts";
import type { Field } from "../../../../engine/frames/types.ts";
import type { Place } from "./samples.ts";
import { SoundCell } from "./sound/sound-cell.tsx";
import { Thumbnail } from "./thumbnail.tsx";

const text = dockText.preview;
/** Letters of a line that are not looked at for a title. */
const MOST_TITLE = 400;
const LONG_TEXT = 24;

interface Props {
  readonly id: string;
  readonly index: number;
  readonly cell: PreviewCell | undefined;
  /** The row: boxes of one cell are drawn over the picture of another. */
  readonly cells: readonly PreviewCell[] | undefined;
  readonly field: Field;
  readonly format: NumberFormat;
  readonly left: number;
  readonly width: number;
  readonly active: boolean;
  readonly place: Place;
  /** Of the sample. */
  readonly row: number;
  readonly onClick: (shift: boolean) => void;
  readonly onOpen: () => void;
}

export function CellView(props: Props) {
  const { id, index, cell, field, format, left, width, active, onClick, onOpen } = props;
  const classes = ["mr-td"];
  if (isNumeric(field.type.type)) classes.push("mr-td-number");
  if (active) classes.push("mr-td-active");
  const shown = cell === undefined ? null : cellText(cell, format);
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={index + 2}
      className={classes.join(" ")}
      style={{ left, width }}
      title={typeof cell === "string" ? shown?.slice(0, MOST_TITLE) : undefined}
      onClick={(event) => onClick(event.shiftKey)}
      onDoubleClick={onOpen}
    >
      <Content {...props} shown={shown} />
      {cell !== undefined && canOpen(cell) && (
        <button
          type="button"
          className="mr-td-open"
          tabIndex={-1}
          aria-label={text.open}
          title={text.open}
          onClick={(event) => {
            event.stopPropagation();
            onClick(false);
            onOpen();
          }}
        >
          <Maximize2 size={11} aria-hidden />
        </button>
      )}
    </div>
  );
}

/** Whether there is more of a cell than its line says. */
export function canOpen(cell: PreviewCell): boolean {
  if (typeof cell === "string") return cell.length > LONG_TEXT || cell.includes("\n");
  return typeof cell === "object" && cell !== null && cell.is !== "big";
}

function Content({
  cell,
  cells,
  shown,
  field,
  place,
  row,
  onOpen,
}: Props & { readonly shown: string | null }) {
  if (cell === undefined) return <span className="mr-td-loading">{text.loading}</span>;
  if (cell === null || shown === null) return <span className="mr-td-null">{text.null}</span>;
  if (typeof cell === "boolean") return <span className={cell ? "mr-td-yes" : "mr-td-no"}>{shown}</span>;
  if (typeof cell === "number" && Number.isNaN(cell)) return <span className="mr-td-null">{shown}</span>;
  if (typeof cell !== "object") return <span className="mr-td-text">{shown}</span>;
  switch (cell.is) {
    case "tensor":
      return pictureShapeOf(cell.shape) ? (
        <span className="mr-td-text mr-td-tensor">
          <Thumbnail place={place} row={row} column={field.name} cell={cell} onOpen={onOpen} />
          <span className="mr-td-shape">{cell.shape.join("×")}</span>
        </span>
      ) : (
        <TensorLine cell={cell} />
      );
    case "image":
      return (
        <Thumbnail
          place={place}
          row={row}
          column={field.name}
          cell={cell}
          boxes={boxesOn(cell, cells)}
          onOpen={onOpen}
        />
      );
    case "audio":
      return (
        <SoundCell place={place} row={row} column={field.name} cell={cell} cells={cells} shown={shown} />
      );
    case "marks":
      return (
        <span className="mr-td-marks">
          <MarksIcon of={cell.of} />
          <span className="mr-td-text">{shown}</span>
        </span>
      );
    case "json":
      return <span className="mr-td-text mr-td-json">{shown}</span>;
    case "big":
      return <span className="mr-td-text">{shown}</span>;
  }
}

function TensorLine({ cell }: { readonly cell: Extract<PreviewCell, { is: "tensor" }> }) {
  const numbers = cell.first.filter(
    (value) => typeof value === "number" && Number.isFinite(value),
  ) as number[];
  const scale = heatScale(Math.min(...numbers), Math.max(...numbers));
  return (
    <span className="mr-td-text mr-td-tensor">
      <span className="mr-td-shape">{cell.shape.length > 0 ? cell.shape.join("×") : "1"}</span>
      {numbers.length > 1 && (
        <span className="mr-td-strip" aria-hidden>
          {cell.first.map((value, at) => {
            const colour = typeof value === "number" ? heatColour(value, scale) : [128, 128, 128];
            return <i key={at} style={{ background: `rgb(${colour.join(" ")})` }} />;
          })}
        </span>
      )}
      {cell.first.map(elementText).join("  ")}
    </span>
  );
}
