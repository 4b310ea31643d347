// What the cards measure that were drawn at least once.

import type { Sizes } from "../edits/edit.ts";
import type { CanvasStore } from "./adapter/canvas-store.ts";

export function sizesOf(canvas: CanvasStore): Sizes {
  return Object.fromEntries(
    canvas.getState().nodes.flatMap(({ id, type, measured }) => {
      const { width, height } = measured ?? {};
      return type === "card" && width && height ? [[id, { width, height }]] : [];
    }),
  );
}
