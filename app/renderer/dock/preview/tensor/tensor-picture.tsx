// A tensor drawn as a picture, as large as there is room.

import { useState } from "react";
import { dockText } from "../../../strings/dock.ts";
import { tensorText as text } from "../../../strings/tensor.ts";
import { usePicture } from "../pictures.ts";
import type { Place } from "../samples.ts";
import { TensorControls } from "./tensor-controls.tsx";
import "./tensor.css";
import { WHOLE } from "./tensor-view.ts";

const LARGE_PIXELS = 1024;
/** Room in the dialog; small tensors are enlarged by whole pixels. */
const ROOM = { width: 440, height: 400 };

interface Props {
  readonly place: Place;
  readonly row: number;
  readonly column: string;
}

export function TensorPicture({ place, row, column }: Props) {
  const [view, setView] = useState(WHOLE);
  const { url, size, tensor, trouble } = usePicture(place, row, column, LARGE_PIXELS, view);
  const scale = size && Math.min(ROOM.width / size.width, ROOM.height / size.height);
  const whole = scale && (scale > 1 ? Math.floor(scale) : scale);
  return (
    <div className="mr-tensor-shown">
      <div className="mr-tensor-stage" aria-busy={url === null && trouble === null}>
        {url && size && whole && (
          <img
            src={url}
            alt={text.alt(column, row + 1)}
            width={Math.round(size.width * whole)}
            height={Math.round(size.height * whole)}
            draggable={false}
            style={{ imageRendering: whole >= 2 ? "pixelated" : "auto" }}
          />
        )}
        {trouble !== null && (
          <p className="mr-detail-trouble">
            {dockText.image.failed}: {trouble}
          </p>
        )}
      </div>
      {tensor && size && <TensorControls facts={tensor} size={size} view={view} onView={setView} />}
    </div>
  );
}
