// Where does a picture stand in a box of another shape? The arithmetic of stretch, fit, letterbox and cover.

export type Fit = "stretch" | "fit" | "letterbox" | "cover";
export type Anchor = "centre" | "start";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * How pixels of the picture as it is seen become pixels of the result: `x * scaleX + left`, `y * scaleY + top`. Places in the result go
 * back by taking `left` and `top` off before they are divided.
 */
export interface Placement extends Size {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly left: number;
  readonly top: number;
  /** The whole picture's size after scaling: inside the result (letterbox), or beyond it (cover). */
  readonly inner: Size;
}

/** `into` is the size wanted; `fit` gives a result of the picture's own shape inside it, all others one of exactly that size. */
export function placePicture(picture: Size, into: Size, fit: Fit, anchor: Anchor = "centre"): Placement {
  const [x, y] = [into.width / picture.width, into.height / picture.height];
  const at = (free: number) => (anchor === "centre" ? Math.floor(free / 2) : 0);
  if (fit === "stretch") return placed(picture, into, into, 0, 0);
  const scale = fit === "cover" ? Math.max(x, y) : Math.min(x, y);
  // The side that decides is exact; rounding it again could miss it by a pixel.
  const side = (own: number, other: number, wanted: number) =>
    (fit === "cover" ? own >= other : own <= other) ? wanted : null;
  const inner = {
    width: side(x, y, into.width) ?? Math.max(1, Math.round(picture.width * scale)),
    height: side(y, x, into.height) ?? Math.max(1, Math.round(picture.height * scale)),
  };
  if (fit === "fit") return placed(picture, inner, inner, 0, 0);
  const [left, top] = [into.width - inner.width, into.height - inner.height];
  if (fit === "letterbox") return placed(picture, inner, into, at(left), at(top));
  return placed(picture, inner, into, -at(-left), -at(-top));
}

function placed(picture: Size, inner: Size, whole: Size, left: number, top: number): Placement {
  return {
    width: whole.width,
    height: whole.height,
    scaleX: inner.width / picture.width,
    scaleY: inner.height / picture.height,
    left: left === 0 ? 0 : left,
    top: top === 0 ? 0 : top,
    inner,
  };
}
