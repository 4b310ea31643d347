// Where a window opens: where it was, as far as that is still on a screen.

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const SMALLEST = { width: 960, height: 600 } as const;
export const USUAL = { width: 1440, height: 900 } as const;

/** So much of the upper edge has to be on a screen that one can take hold of the window, in pixels. */
const GRIP = { width: 120, height: 32 } as const;

/** Each further window opens so far to the right and below, in pixels. */
const CASCADE = 28;

/** Bounds for a new window; without a place where the old one is on none of the screens. `areas`: the screens, without task bars. */
export function placeWindow(
  saved: Bounds | null,
  areas: readonly Bounds[],
  windowsOpen: number,
): Partial<Bounds> {
  if (!saved) return USUAL;
  const moved = { ...saved, x: saved.x + windowsOpen * CASCADE, y: saved.y + windowsOpen * CASCADE };
  const area = [moved, saved].flatMap((bounds) => areas.filter((each) => canBeHeld(bounds, each)))[0];
  const size = (wanted: number, smallest: number, most: number) => Math.max(smallest, Math.min(wanted, most));
  const limits = area ?? areas[0] ?? USUAL;
  const width = size(saved.width, SMALLEST.width, limits.width);
  const height = size(saved.height, SMALLEST.height, limits.height);
  if (!area) return { width, height };
  const { x, y } = canBeHeld(moved, area) ? moved : saved;
  return { x, y, width, height };
}

function canBeHeld(window: Bounds, area: Bounds): boolean {
  const across =
    Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x) >= GRIP.width;
  return across && window.y >= area.y && window.y + GRIP.height <= area.y + area.height;
}
