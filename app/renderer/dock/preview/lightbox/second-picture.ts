// The other picture of a row that a lightbox shows with the first: a mask over it, or one to compare it with.

import { useState } from "react";
import type { PreviewCell } from "../../../../bridge/shapes.ts";
import { pictureShapeOf } from "../../../../../engine/frames/picture-shape.ts";
import type { Field } from "../../../../../engine/frames/types.ts";
import { isSameView } from "../../../marks/small-boxes.tsx";

export const WAYS = ["mask", "over", "wipe", "side"] as const;
export type Way = (typeof WAYS)[number];

export const TINTS = ["red", "green", "blue", "yellow"] as const;
export type Tint = (typeof TINTS)[number];

export interface SecondPicture {
  readonly column: string | null;
  readonly way: Way;
  /** 0 to 1. */
  readonly opacity: number;
  readonly tint: Tint;
  /** Where a wipe stands, 0 to 1 from the left. */
  readonly wipe: number;
}

type ImageCell = Extract<PreviewCell, { is: "image" }>;

export function imageColumns(
  fields: readonly Field[],
  cells: readonly PreviewCell[] | undefined,
): readonly (readonly [column: string, cell: ImageCell])[] {
  return fields.flatMap(({ name }, at) => {
    const cell = cells?.[at];
    return typeof cell === "object" && cell?.is === "image" ? [[name, cell] as const] : [];
  });
}

/** Columns with a tensor in the shape of a picture. */
export function tensorColumns(
  fields: readonly Field[],
  cells: readonly PreviewCell[] | undefined,
): readonly string[] {
  return fields.flatMap(({ name }, at) => {
    const cell = cells?.[at];
    return typeof cell === "object" && cell?.is === "tensor" && pictureShapeOf(cell.shape) ? [name] : [];
  });
}

/** A mask of the picture is shown at once; other pictures when they are asked for. */
export function maskOf(
  first: string,
  images: readonly (readonly [column: string, cell: ImageCell])[],
): string | null {
  const own = images.find(([column]) => column === first)?.[1];
  const fits = ([column, cell]: (typeof images)[number]) =>
    column !== first && cell.channels === 1 && cell.width === own?.width && cell.height === own.height;
  return own?.channels === 1 ? null : (images.find(fits)?.[0] ?? null);
}

/** Whether boxes of the row, found in its first picture, have the same places in this one. */
export function isFirstView(
  column: string,
  images: readonly (readonly [column: string, cell: ImageCell])[],
): boolean {
  const own = images.find(([each]) => each === column)?.[1];
  const [first] = images;
  return own !== undefined && isSameView(own, first[1]);
}

/** `tensors`: of another size mostly, so that they stand beside the picture. */
export function useSecondPicture(
  mask: string | null,
  tensors: readonly string[],
): {
  readonly second: SecondPicture;
  readonly set: (change: Partial<SecondPicture>) => void;
} {
  // `undefined`: nobody has chosen, so that a mask is shown where there is one.
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const [rest, setRest] = useState<Omit<SecondPicture, "column" | "way"> & { readonly way: Way | null }>({
    way: null,
    opacity: 0.5,
    tint: "red",
    wipe: 0.5,
  });
  const column = chosen === undefined ? mask : chosen;
  const usualWay = (of: string | null): Way => {
    if (of !== null && tensors.includes(of)) return "side";
    return of !== null && of === mask ? "mask" : "wipe";
  };
  const way = rest.way ?? usualWay(column);
  return {
    second: { ...rest, column, way },
    set: ({ column: next, ...change }) => {
      if (next !== undefined) setChosen(next);
      setRest((before) => ({ ...before, ...(next === undefined ? {} : { way: null }), ...change }));
    },
  };
}
