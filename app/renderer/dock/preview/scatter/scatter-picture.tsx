// The points themselves: the pointer or the arrow keys read them, a click or Enter chooses one.

import { memo, useMemo, useRef, type KeyboardEvent, type PointerEvent } from "react";
import { scatterText as text } from "../../../strings/scatter.ts";
import { boundsOf, nearest, type ScatterPoint } from "./scatter-points.ts";

/** A point is met from this far, in pixels of the screen. */
const REACH_PX = 14;

interface Look {
  readonly hue?: string;
  readonly colour?: string;
}

interface Props {
  readonly label: string;
  readonly points: readonly ScatterPoint[];
  readonly colourOf: (row: number) => Look;
  readonly isShown: (row: number) => boolean;
  readonly active: number | null;
  readonly hovered: number | null;
  readonly onHover: (row: number | null) => void;
  readonly onSelect: (row: number) => void;
}

export function ScatterPicture(props: Props) {
  const { label, points, colourOf, isShown, active, hovered, onHover, onSelect } = props;
  const svg = useRef<SVGSVGElement>(null);
  const bounds = useMemo(() => boundsOf(points), [points]);
  const at = (event: PointerEvent): ScatterPoint | null => {
    const matrix = svg.current?.getScreenCTM();
    if (!matrix) return null;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return nearest(points, x, y, REACH_PX / matrix.a);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const now = points.findIndex(({ row }) => row === (hovered ?? active));
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && now >= 0) return onSelect(points[now].row);
    if (event.key === "Escape" && hovered !== null) return onHover(null);
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onHover(points[Math.min(points.length - 1, Math.max(0, now + step))].row);
  };
  const marked = (row: number | null) => points.find((point) => point.row === row);
  return (
    <div
      className="mr-scatter-stage"
      role="group"
      tabIndex={0}
      aria-label={label}
      title={text.help}
      onKeyDown={onKeyDown}
      onBlur={() => onHover(null)}
    >
      <svg
        ref={svg}
        viewBox={`${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`}
        role="img"
        aria-label={label}
        onPointerMove={(event) => onHover(at(event)?.row ?? null)}
        onPointerLeave={() => onHover(null)}
        onClick={(event) => {
          const point = at(event as unknown as PointerEvent);
          if (point) onSelect(point.row);
        }}
      >
        <Points points={points} colourOf={colourOf} isShown={isShown} />
        {[marked(active), marked(hovered)].map((point, place) =>
          point ? (
            <path
              key={place}
              className={place === 0 ? "mr-scatter-active" : "mr-scatter-hovered"}
              d={`M${point.x} ${point.y}h0`}
            />
          ) : null,
        )}
      </svg>
    </div>
  );
}

/** As strokes of no length with round ends: their size on the screen is the same at every zoom. */
const Points = memo(function Points({
  points,
  colourOf,
  isShown,
}: Pick<Props, "points" | "colourOf" | "isShown">) {
  return points.map(({ row, x, y }) => {
    const { hue, colour } = colourOf(row);
    return (
      <path
        key={row}
        className={`mr-scatter-point ${hue ?? ""} ${isShown(row) ? "" : "mr-scatter-hidden"}`}
        style={colour === undefined ? undefined : { stroke: colour }}
        d={`M${x} ${y}h0`}
      />
    );
  });
});
