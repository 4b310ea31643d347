// A picture in a cell; a click opens it.

import { ImageOff } from "lucide-react";
import type { PreviewCell, PreviewMark } from "../../../bridge/shapes.ts";
import { SmallBoxes } from "../../marks/small-boxes.tsx";
import { dockText } from "../../strings/dock.ts";
import { usePicture } from "./pictures.ts";
import type { Place } from "./samples.ts";

/** Sharp on screens with two pixels for one. */
const THUMBNAIL_PIXELS = 128;

interface Props {
  readonly place: Place;
  readonly row: number;
  readonly column: string;
  readonly cell: Extract<PreviewCell, { is: "image" | "tensor" }>;
  /** Found in it. */
  readonly boxes?: readonly PreviewMark[];
  readonly onOpen: () => void;
}

export function Thumbnail({ place, row, column, cell, boxes = [], onOpen }: Props) {
  const { url, size: own, trouble } = usePicture(place, row, column, THUMBNAIL_PIXELS);
  return (
    <button
      type="button"
      className="mr-thumbnail"
      tabIndex={-1}
      title={trouble ?? words(cell)}
      aria-label={dockText.image.alt(column, row + 1)}
      onClick={onOpen}
    >
      {url && (
        <span className="mr-thumbnail-picture">
          <img src={url} alt="" draggable={false} />
          {own && <SmallBoxes {...own} marks={boxes} fit="contain" />}
        </span>
      )}
      {trouble && <ImageOff size={16} aria-hidden />}
    </button>
  );
}

function words(cell: Props["cell"]): string {
  if (cell.is === "tensor") return `${cell.dtype}[${cell.shape.join(", ")}]`;
  return cell.width > 0 ? `${cell.width} × ${cell.height} ${cell.format}` : cell.format;
}
