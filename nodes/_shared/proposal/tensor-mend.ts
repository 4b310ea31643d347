// A tensor of a picture does not fit the input: what to set where it is made.

import type { Dim, Field, MadePixels } from "../../../engine/frames/types.ts";
import type { Mend } from "../../../engine/sdk/node-definition.ts";
import type { TensorSpec } from "../../../engine/sdk/services.ts";
import { pictureShape } from "../model-fixes.ts";

/** null where the column was not made of pictures, or the input takes none. */
export function tensorMend(spec: TensorSpec, { name, type, pixels }: Field): Mend | null {
  const wanted = pictureShape(spec);
  if (!wanted || !pixels || type.type !== "tensor" || type.shape.length !== 3) return null;
  const got = partsOf(type.shape, pixels.layout);
  const layout = wanted.planar ? "NCHW" : "NHWC";
  const sides = (["width", "height"] as const).filter(
    (side) => typeof wanted[side] === "number" && wanted[side] !== got[side],
  );
  const channels = channelsFor(wanted.channels, pixels.colours);
  const params = {
    ...(layout !== pixels.layout && { layout }),
    ...(channels && { channels }),
    ...(sides.length > 0 && {
      size: "fixed",
      width: sizeOf(wanted.width, got.width),
      height: sizeOf(wanted.height, got.height),
    }),
  };
  if (Object.keys(params).length === 0) return null;
  const said = [
    params.layout && `layout ${params.layout}`,
    params.channels && `channels ${params.channels}`,
    sides.length > 0 && `size ${params.width} × ${params.height}`,
  ].filter(Boolean);
  return { column: name, label: `Set ${said.join(", ")} where it is made`, params };
}

function partsOf(shape: readonly Dim[], layout: MadePixels["layout"]) {
  const [height, width] = layout === "NCHW" ? shape.slice(1) : shape;
  return { height, width };
}

function sizeOf(wanted: Dim, got: Dim): number {
  if (typeof wanted === "number") return wanted;
  return typeof got === "number" ? got : 224;
}

function channelsFor(wanted: Dim, colours: MadePixels["colours"]): "gray" | "rgb" | null {
  if (wanted === 1 && colours !== "gray") return "gray";
  return wanted === 3 && colours === "gray" ? "rgb" : null;
}
