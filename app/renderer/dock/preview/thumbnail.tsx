// A picture in a cell; a click opens it.

import { ImageOff } from "lucide-react";
import type { PreviewCell } from "../../../bridge/shapes.ts";
import { dockText } from "../../strings/dock.ts";
import { usePicture } from "./pictures.ts";
import type { Place } from "./samples.ts";

/** Sharp on screens with two pixels for one. */
const THUMBNAIL_PIXELS = 128;

interface Props {
  readonly place: Place;
  readonly row: number;
  readonly column: string;
  readonly cell: Extract<PreviewCell, { is: "image" }>;
  readonly onOpen: () => void;
}

export function Thumbnail({ place, row, column, cell, onOpen }: Props) {
  const { url, trouble } = usePicture(place, row, column, THUMBNAIL_PIXELS);
  const size = cell.width > 0 ? `${cell.width} × ${cell.height} ${cell.format}` : cell.format;
  return (
    <button
      type="button"
      className="mr-thumbnail"
      tabIndex={-1}
      title={trouble ?? size}
      aria-label={dockText.image.alt(column, row + 1)}
      onClick={onOpen}
    >
      {url && <img src={url} alt="" draggable={false} />}
      {trouble && <ImageOff size={16} aria-hidden />}
    </button>
  );
}
