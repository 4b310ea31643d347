// What a model wants of a picture: size, colours, values. Told from its file, as far as that says it, and from what its layout is known to want.

import type { Dim } from "../../../engine/frames/types.ts";
import type { ModelFacts, TensorSpec } from "../../../engine/sdk/services.ts";
import type { Normalise, PixelDtype } from "../pixels/pixel-values.ts";
import { pictureShape } from "../model-fixes.ts";
import { imageSize } from "../proposal/model-metadata.ts";
import type { InputFit } from "./place.ts";
import { coloursBefore, valuesBefore } from "../proposal/steps-say.ts";

export type Colours = "rgb" | "bgr" | "gray";

export interface PictureInput {
  readonly name: string;
  readonly dtype: PixelDtype;
  readonly planar: boolean;
  readonly width: number;
  readonly height: number;
  readonly colours: Colours;
  readonly normalise: Normalise;
  /** Read where `normalise` is `custom`, on a scale of 0 to 1. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly fit: InputFit;
  /** `#rrggbb` around the picture and behind a transparent one. */
  readonly background: string;
  readonly cropShare: number;
}

/** What a family of models is trained with; what the file says goes first. */
export type PictureHint = Partial<Omit<PictureInput, "name" | "dtype" | "planar">>;

/** What the params of a kind set by hand; null or `auto` = as the file and the hint say. */
export interface ChosenInput {
  readonly width: number | null;
  readonly height: number | null;
  readonly fit: InputFit | "auto";
  readonly colours: Exclude<Colours, "gray"> | "auto";
  readonly values: Normalise | "auto";
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly background: string;
}

const DTYPES: ReadonlySet<string> = new Set<PixelDtype>(["float32", "float16", "uint8"]);

/** The input that a picture can go into; null where there is none. */
export function pictureSpec({ inputs }: ModelFacts): TensorSpec | null {
  return inputs.find((spec) => DTYPES.has(spec.dtype) && pictureShape(spec) !== null) ?? null;
}

/** What the picture becomes. Pure; by hand before the file, the file (its first operators, its metadata) before the hint, the hint before what is usual. */
export function pictureInput(
  facts: ModelFacts,
  chosen: ChosenInput,
  hint: PictureHint,
  usual: { readonly size: number },
): PictureInput | null {
  const spec = pictureSpec(facts);
  const shape = spec && pictureShape(spec);
  if (!spec || !shape) return null;
  const said = imageSize(facts.metadata);
  const side = (dim: Dim, own: number | null, told: number | undefined, hinted: number | undefined) =>
    typeof dim === "number" ? dim : (own ?? told ?? hinted ?? usual.size);
  const gray = shape.channels === 1;
  const values = chosen.values === "auto" ? null : chosen.values;
  // What the graph does first is no habit of a family but this model.
  const steps = facts.firstSteps?.[spec.name];
  const computed = valuesBefore(steps)?.value.normalise;
  return {
    name: spec.name,
    dtype: spec.dtype as PixelDtype,
    planar: shape.planar,
    width: side(shape.width, chosen.width, said?.width, hint.width),
    height: side(shape.height, chosen.height, said?.height, hint.height),
    colours: gray
      ? "gray"
      : chosen.colours === "auto"
        ? (coloursBefore(steps)?.value ?? hint.colours ?? "rgb")
        : chosen.colours,
    // Bytes hold 0 to 255 and nothing else.
    normalise:
      values ?? (spec.dtype === "uint8" ? "none" : (computed ?? grayValues(hint.normalise ?? "unit", gray))),
    mean: values === "custom" ? chosen.mean : (hint.mean ?? [0]),
    std: values === "custom" ? chosen.std : (hint.std ?? [1]),
    fit: chosen.fit === "auto" ? (hint.fit ?? "stretch") : chosen.fit,
    background: chosen.background || (hint.background ?? "#000000"),
    cropShare: hint.cropShare ?? 1,
  };
}

function grayValues(normalise: Normalise, gray: boolean): Normalise {
  return gray && normalise === "imagenet" ? "unit" : normalise;
}

const VALUES = {
  unit: "0 to 1",
  signed: "-1 to 1",
  imagenet: "ImageNet's mean and deviation",
  custom: "a mean and deviation of its own",
  none: "0 to 255",
} satisfies Record<Normalise, string>;

const FITS = {
  stretch: "stretched",
  letterbox: "whole, with borders",
  corner: "whole, top left",
  cover: "the middle cut out",
} satisfies Record<InputFit, string>;

/** In words: `640 × 640, red green blue, values 0 to 1, whole, with borders of #727272`. */
export function inputWords({
  width,
  height,
  colours,
  normalise,
  fit,
  background,
  planar,
}: PictureInput): string {
  const order = { rgb: "red green blue", bgr: "blue green red", gray: "gray" }[colours];
  const border = fit === "letterbox" || fit === "corner" ? ` (${background})` : "";
  return `${width} × ${height}, ${order}, ${VALUES[normalise]}, ${FITS[fit]}${border}, ${planar ? "NCHW" : "NHWC"}`;
}
