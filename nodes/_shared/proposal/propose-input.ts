// What a picture should become before it goes into a model, each value with its reason: from shape, type, first operators, metadata,
// names and outputs of the file, and from the first picture.

import type { Dim, SeenPicture } from "../../../engine/frames/types.ts";
import type { ModelFacts, TensorSpec } from "../../../engine/sdk/services.ts";
import type { Layout, PixelDtype } from "../pixels/pixel-values.ts";
import { pictureShape } from "../model-fixes.ts";
import { metadataSays } from "./metadata-says.ts";
import { familyOf } from "./model-families.ts";
import type { Colours, PictureHint } from "../vision/picture-input.ts";
import type { InputFit } from "../vision/place.ts";
import { firstSaid, plainValues, type Said, type Values } from "./said.ts";
import { coloursBefore, valuesBefore } from "./steps-say.ts";

export type Side = Said<number | null>;

/** null as a side: as the picture has it, in multiples of `stride`. */
export interface Proposal {
  readonly input: string;
  readonly dtype: Said<PixelDtype>;
  readonly layout: Said<Layout>;
  readonly width: Side;
  readonly height: Side;
  readonly stride: Said<number> | null;
  readonly colours: Said<Colours>;
  readonly values: Said<Values>;
  readonly fit: Said<InputFit>;
  readonly background: string;
}

const DTYPES: ReadonlySet<string> = new Set<PixelDtype>(["float32", "float16", "uint8"]);
/** What most classifiers were trained with. */
const USUAL_SIDE = 224;
const IMAGENET_CLASSES: ReadonlySet<Dim> = new Set([1000, 1001]);

/** null where the input has not the shape of a picture. Pure. */
export function proposeInput(facts: ModelFacts, spec: TensorSpec, seen?: SeenPicture): Proposal | null {
  const shape = pictureShape(spec);
  if (!shape || !DTYPES.has(spec.dtype)) return null;
  const says = metadataSays(facts.metadata);
  const family = familyOf(facts);
  const because = `usual for ${family?.name} models, which the file's name tells`;
  const named = <T>(value: T | undefined): Said<T> | null =>
    value === undefined ? null : { value, ground: "name", because };
  const stride = says.stride ?? named(family?.stride);
  const width = side(shape.width, says.size?.value.width, says, stride);
  const height = side(shape.height, says.size?.value.height, says, stride);
  const { hint } = family ?? {};
  return {
    input: spec.name,
    dtype: { value: spec.dtype as PixelDtype, ground: "type", because: `the input is ${spec.dtype}` },
    layout: {
      value: shape.planar ? "NCHW" : "NHWC",
      ground: "shape",
      because: `the input is [${spec.shape.join(",")}]`,
    },
    width,
    height,
    stride: width.value === null || height.value === null ? stride : null,
    colours: colours(shape.channels, facts, spec, named(hint?.colours)),
    values: values(facts, spec, named(valuesIn(hint)), shape),
    fit:
      firstSaid(says.fit, named(hint?.fit), usualFit(facts), sameShape(width, height, seen)) ??
      usual("stretch", stretchWords(seen)),
    background: says.background ?? hint?.background ?? "#000000",
  };
}

function usual<T>(value: T, because: string): Said<T> {
  return { value, ground: "usual", because };
}

type Says = ReturnType<typeof metadataSays>;

function side(dim: Dim, told: number | undefined, says: Says, stride: Said<number> | null): Side {
  if (typeof dim === "number") return { value: dim, ground: "shape", because: "the file fixes it" };
  if (told !== undefined) return { ...says.size!, value: told };
  if (stride)
    return { ...stride, value: null, because: `the file leaves it open, in steps of ${stride.value}` };
  return usual(USUAL_SIDE, "the file leaves it open, and most models were trained with 224");
}

function colours(
  channels: Dim,
  facts: ModelFacts,
  { name }: TensorSpec,
  named: Said<Colours> | null,
): Said<Colours> {
  if (channels === 1) return { value: "gray", ground: "shape", because: "the input has one channel" };
  return (
    firstSaid<Colours>(
      coloursBefore(facts.firstSteps?.[name]),
      metadataSays(facts.metadata).colours,
      named,
    ) ?? usual("rgb", "most models take it, and neither the file nor a tensor tells")
  );
}

function values(
  facts: ModelFacts,
  spec: TensorSpec,
  named: Said<Values> | null,
  { planar, channels }: { readonly planar: boolean; readonly channels: Dim },
): Said<Values> {
  if (spec.dtype === "uint8")
    return {
      value: plainValues("none"),
      ground: "type",
      because: "the input is uint8, which holds 0 to 255",
    };
  const said = firstSaid(
    valuesBefore(facts.firstSteps?.[spec.name]),
    metadataSays(facts.metadata).values,
    named,
    channels === 1 ? null : byOutputs(facts, planar),
  );
  return said ?? usual(plainValues("unit"), "the file does not say it, and 0 to 1 is the most usual");
}

/** A model with as many classes as ImageNet: PyTorch's take its mean and deviation, TensorFlow's mostly -1 to 1. */
function byOutputs({ outputs }: ModelFacts, planar: boolean): Said<Values> | null {
  if (!outputs.some(({ shape }) => shape.length === 2 && IMAGENET_CLASSES.has(shape[1]))) return null;
  const because = `usual for ${planar ? "PyTorch's" : "TensorFlow's"} models with ImageNet's 1000 classes`;
  return { value: plainValues(planar ? "imagenet" : "signed"), ground: "outputs", because };
}

function usualFit({ outputs }: ModelFacts): Said<InputFit> | null {
  if (!outputs.some(({ shape }) => shape.length === 2 && IMAGENET_CLASSES.has(shape[1]))) return null;
  return { value: "cover", ground: "outputs", because: "usual for models with ImageNet's 1000 classes" };
}

function valuesIn(hint: PictureHint | undefined): Values | undefined {
  if (!hint?.normalise) return undefined;
  return { normalise: hint.normalise, mean: hint.mean ?? [0], std: hint.std ?? [1] };
}

function stretchWords(seen: SeenPicture | undefined): string {
  const bent = seen ? `; ${seen.name}, ${seen.width} × ${seen.height}, is bent by it` : "";
  return `nothing says what becomes of pictures of another shape${bent}`;
}

/** Nothing is cut off or bent, whichever way. */
function sameShape(width: Side, height: Side, seen: SeenPicture | undefined): Said<InputFit> | null {
  if (!seen || width.value === null || height.value === null) return null;
  if (Math.abs((seen.width * height.value) / (seen.height * width.value) - 1) > 0.01) return null;
  return {
    value: "stretch",
    ground: "sample",
    because: `the first picture, ${seen.name}, has the input's shape`,
  };
}
