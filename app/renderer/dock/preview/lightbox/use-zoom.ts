// How large a picture is drawn on its stage, and which part of it is in sight.

import { useEffect, useLayoutEffect, useState, type RefObject } from "react";

const ZOOMS = [0.0625, 0.125, 0.25, 0.5, 1, 2, 4, 8, 16] as const;
const LARGEST_FIT = 8;
/** A box that is looked at fills this share of the stage, if zoom allows. */
const LOOKED_AT_SHARE = 0.35;
const GAP_PX = 8;

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Size = Pick<Rect, "width" | "height">;

interface Zoom {
  readonly scale: number;
  readonly zoomBy: (way: 1 | -1) => void;
  readonly fit: () => void;
  /** Brings a part of the picture into the middle, larger where it is small. */
  readonly show: (part: Rect) => void;
}

/** `copies`: pictures of that size side by side. */
export function useZoom(stage: RefObject<HTMLElement | null>, size: Size | null, copies: number): Zoom {
  /** null: as large as there is room. */
  const [zoom, setZoom] = useState<number | null>(null);
  const [wanted, setWanted] = useState<{ readonly part: Rect } | null>(null);
  const room = useRoom(stage);
  const wide = (room.width - GAP_PX * (copies - 1)) / copies;
  const whole = size ? Math.min(wide / size.width, room.height / size.height, LARGEST_FIT) : 1;
  const scale = zoom ?? (whole > 0 ? whole : 1);
  useLayoutEffect(() => {
    const box = stage.current;
    if (!wanted || !box) return;
    const { x, y, width, height } = wanted.part;
    box.scrollLeft = (x + width / 2) * scale - box.clientWidth / 2;
    box.scrollTop = (y + height / 2) * scale - box.clientHeight / 2;
  }, [stage, wanted, scale]);
  return {
    scale,
    zoomBy: (way) => {
      const steps =
        way > 0 ? ZOOMS.filter((step) => step > scale * 1.01) : ZOOMS.filter((step) => step < scale * 0.99);
      setZoom((way > 0 ? steps[0] : steps.at(-1)) ?? scale);
      setWanted(null);
    },
    fit: () => {
      setZoom(null);
      setWanted(null);
    },
    show: (part) => {
      const close = Math.min(room.width / part.width, room.height / part.height) * LOOKED_AT_SHARE;
      const step = ZOOMS.findLast((each) => each <= close) ?? scale;
      if (Number.isFinite(close) && step > scale) setZoom(step);
      setWanted({ part });
    },
  };
}

function useRoom(stage: RefObject<HTMLElement | null>): Size {
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const box = stage.current;
    if (!box) return;
    // Without the bars that a larger picture brings: else they and the size that fits would chase each other.
    const measure = () => setRoom({ width: box.offsetWidth, height: box.offsetHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    measure();
    return () => observer.disconnect();
  }, [stage]);
  return room;
}
