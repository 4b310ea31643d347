// The picture of a slice: pixels as large as there is room; the pointer or the arrow keys read its values.

import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from "react";
import type { HeatScale } from "../../../../engine/frames/heat-colour.ts";
import { heatPixels, type HeatLayout } from "./heat-map.ts";

/** Room in a dialog, in pixels of the screen. */
const ROOM = { width: 680, height: 360 };
const LARGEST_PIXEL = 32;
/** A mark around one value is still seen. */
const LEAST_MARK = 6;

interface Props {
  readonly label: string;
  readonly values: readonly number[];
  readonly layout: HeatLayout;
  readonly scale: HeatScale;
  readonly at: number | null;
  readonly onAt: (at: number | null) => void;
}

export function HeatCanvas({ label, values, layout, scale, at, onAt }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = layout;
  const fit = Math.min(LARGEST_PIXEL, ROOM.width / width, ROOM.height / height);
  const pixel = fit >= 1 ? Math.floor(fit) : fit;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    context?.putImageData(new ImageData(heatPixels(values, layout, scale), width, height), 0, 0);
  });
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = Math.floor(((event.clientX - box.left) / box.width) * width);
    const y = Math.floor(((event.clientY - box.top) / box.height) * height);
    const next = y * width + x;
    if (x >= 0 && x < width && next >= 0 && next < values.length) onAt(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -width, ArrowDown: width }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onAt(at === null ? 0 : Math.min(values.length - 1, Math.max(0, at + step)));
  };
  return (
    <div className="mr-tensor-stage" role="group" tabIndex={0} aria-label={label} onKeyDown={onKeyDown}>
      <span className="mr-tensor-picture">
        <canvas
          ref={canvas}
          role="img"
          aria-label={label}
          width={width}
          height={height}
          style={{ width: width * pixel, height: height * pixel }}
          onPointerMove={onPointerMove}
          onPointerLeave={() => onAt(null)}
        />
        {at !== null && (
          <i
            style={{
              left: (at % width) * pixel,
              top: Math.floor(at / width) * pixel,
              width: Math.max(LEAST_MARK, pixel),
              height: Math.max(LEAST_MARK, pixel),
            }}
          />
        )}
      </span>
    </div>
  );
}
