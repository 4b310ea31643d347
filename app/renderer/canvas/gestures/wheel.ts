// Is it a wheel or two fingers that scroll? No browser says so; the steps tell them apart.

export type Scroller = "mouse" | "trackpad";

export interface Scroll {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 = pixels; a wheel may count lines. */
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  /** What browsers had before `deltaY`: 120 for a step of a wheel, three for each pixel of a trackpad. */
  readonly wheelDeltaY?: number;
}

const WHEEL_STEP = 120;
const PER_PIXEL = 3;

/** null where it could be either: whatever was seen before holds. */
export function scrollerOf(scroll: Scroll): Scroller | null {
  const { deltaX, deltaY, deltaMode, ctrlKey, shiftKey, wheelDeltaY } = scroll;
  if (deltaMode !== 0) return "mouse";
  // Ctrl with a wheel zooms, and a pinch comes as the same; Shift turns a wheel aside.
  if (ctrlKey || shiftKey) return null;
  if (deltaX !== 0 && deltaY !== 0) return "trackpad";
  if (deltaY === 0 || wheelDeltaY === undefined || wheelDeltaY === 0) return null;
  if (wheelDeltaY === -PER_PIXEL * deltaY) return "trackpad";
  return wheelDeltaY % WHEEL_STEP === 0 ? "mouse" : null;
}
