// What a model's metadata says of the pictures it takes: ONNX's own keys, Ultralytics', OpenVINO's, Hugging Face's, and plain ones.

import type { InputFit } from "../vision/place.ts";
import { imageSize } from "./model-metadata.ts";
import { plainValues, type Said, type Values } from "./said.ts";
import { orderOfMeans } from "./steps-say.ts";
import { onUnitScale, valuesOf } from "./values-of.ts";

type Metadata = Readonly<Record<string, string>>;

export interface MetadataSays {
  readonly size: Said<{ readonly width: number; readonly height: number }> | null;
  readonly stride: Said<number> | null;
  readonly values: Said<Values> | null;
  readonly colours: Said<"rgb" | "bgr"> | null;
  readonly fit: Said<InputFit> | null;
  readonly background: string | null;
}

export function metadataSays(metadata: Metadata): MetadataSays {
  const size = imageSize(metadata);
  const byUltralytics = isUltralytics(metadata);
  const values = pixelRange(metadata) ?? meanAndStd(metadata) ?? preprocessor(metadata);
  return {
    size: size && said(size, `imgsz in the metadata is ${metadata.imgsz}`),
    stride: strideOf(metadata),
    values:
      values ??
      (byUltralytics
        ? said(plainValues("unit"), "the metadata is Ultralytics', whose models take 0 to 1")
        : null),
    colours: colourOrder(metadata) ?? (byUltralytics ? said("rgb", "the metadata is Ultralytics'") : null),
    fit: fitOf(metadata, byUltralytics),
    background: byUltralytics && metadata.task !== "classify" ? ULTRALYTICS_GRAY : null,
  };
}

/** Around pictures that are smaller than the input. */
const ULTRALYTICS_GRAY = "#727272";

function said<T>(value: T, because: string): Said<T> {
  return { value, ground: "metadata", because };
}

function isUltralytics(metadata: Metadata): boolean {
  return (
    /ultralytics/iu.test(metadata.author ?? "") ||
    (metadata.imgsz !== undefined && metadata.task !== undefined)
  );
}

function strideOf({ stride }: Metadata): Said<number> | null {
  const value = Number(stride);
  const isOne = Number.isInteger(value) && value > 0 && value <= 256;
  return isOne ? said(value, `stride in the metadata is ${stride}`) : null;
}

/** Keys of the ONNX standard (MetadataProps). */
function pixelRange(metadata: Metadata): Said<Values> | null {
  const range = metadata["Image.NominalPixelRange"];
  const known = { NominalRange_0_255: "none", Normalized_0_1: "unit", Normalized_1_1: "signed" } as const;
  const normalise = known[range as keyof typeof known];
  return normalise
    ? said(plainValues(normalise), `Image.NominalPixelRange in the metadata is ${range}`)
    : null;
}

/** OpenVINO means bytes by them; elsewhere the numbers tell which scale they are on. */
const MEANS = [
  ["model_info mean_values", "model_info scale_values", "bytes"],
  ["mean_values", "scale_values", "bytes"],
  ["mean", "std", "either"],
  ["image_mean", "image_std", "either"],
  ["input_mean", "input_std", "either"],
] as const;

function meanAndStd(metadata: Metadata): Said<Values> | null {
  for (const [meanKey, stdKey, scale] of MEANS) {
    const [mean, std] = [numbersIn(metadata[meanKey]), numbersIn(metadata[stdKey])];
    if (mean === null && std === null) continue;
    const unit = onUnitScale(mean ?? [0], std ?? [1], scale);
    const named = [mean && `${meanKey} ${metadata[meanKey]}`, std && `${stdKey} ${metadata[stdKey]}`];
    if (unit)
      return said(rgbValues(metadata, unit), `the metadata has ${named.filter(Boolean).join(" and ")}`);
  }
  return null;
}

/** Means stand in the order of the model's colours; a kind wants them by colour. */
function rgbValues(metadata: Metadata, [mean, std]: readonly [readonly number[], readonly number[]]): Values {
  const order = namedOrder(metadata) ?? orderOfMeans(mean);
  return order === "bgr" ? valuesOf(mean.toReversed(), std.toReversed()) : valuesOf(mean, std);
}

function numbersIn(text: string | undefined): readonly number[] | null {
  const numbers = text?.match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/giu)?.map(Number) ?? [];
  return numbers.length === 1 || numbers.length === 3 ? numbers : null;
}

/** preprocessor_config.json of Hugging Face, put into the file whole. */
function preprocessor(metadata: Metadata): Said<Values> | null {
  const config = configOf(metadata);
  if (!config) return null;
  const { image_mean: mean, image_std: std, do_normalize, do_rescale } = config;
  const isNumbers = (value: unknown): value is number[] =>
    Array.isArray(value) && value.length === 3 && value.every((each) => typeof each === "number");
  if (do_normalize === false)
    return said(
      plainValues(do_rescale === false ? "none" : "unit"),
      "preprocessor_config does not normalise",
    );
  if (!isNumbers(mean) || !isNumbers(std)) return null;
  const unit = onUnitScale(mean, std, do_rescale === false ? "bytes" : "unit");
  return unit && said(valuesOf(...unit), "image_mean and image_std of preprocessor_config in the metadata");
}

function configOf({ preprocessor_config: text }: Metadata): Readonly<Record<string, unknown>> | null {
  try {
    const found: unknown = text === undefined ? null : JSON.parse(text);
    return typeof found === "object" ? (found as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

const ORDER_KEYS = [
  "color_order",
  "colour_order",
  "channel_order",
  "color_format",
  "color_space",
  "Image.BitmapPixelFormat",
];

function namedOrder(metadata: Metadata): "rgb" | "bgr" | null {
  for (const key of ORDER_KEYS) {
    const [, order] = /^(rgb|bgr)a?8?$/iu.exec(metadata[key]?.trim() ?? "") ?? [];
    if (order) return order.toLowerCase() as "rgb" | "bgr";
  }
  return null;
}

function colourOrder(metadata: Metadata): Said<"rgb" | "bgr"> | null {
  const named = namedOrder(metadata);
  const key = ORDER_KEYS.find((each) => metadata[each] !== undefined);
  if (named) return said(named, `${key} in the metadata is ${metadata[key!]}`);
  for (const [meanKey] of MEANS) {
    const mean = numbersIn(metadata[meanKey]);
    const order = mean && orderOfMeans(mean);
    if (order) return said(order, `the means in the metadata stand in this order: ${metadata[meanKey]}`);
  }
  return null;
}

const RESIZES: Readonly<Record<string, InputFit>> = {
  standard: "stretch",
  fit_to_window: "corner",
  fit_to_window_letterbox: "letterbox",
  crop: "cover",
};

function fitOf(metadata: Metadata, byUltralytics: boolean): Said<InputFit> | null {
  const resize = metadata["model_info resize_type"] ?? metadata.resize_type;
  if (resize !== undefined && RESIZES[resize])
    return said(RESIZES[resize], `resize_type in the metadata is ${resize}`);
  if (configOf(metadata)?.do_center_crop === true)
    return said("cover", "preprocessor_config cuts out the middle");
  if (!byUltralytics) return null;
  return metadata.task === "classify"
    ? said("cover", "Ultralytics' classifiers are given the middle")
    : said("letterbox", "Ultralytics' models are given the whole picture, with borders");
}
