// Params of kinds that give pictures to a model: which column, and what becomes of a picture where the file does not say it.

import * as z from "zod/mini";
import {
  choice,
  colour,
  column,
  json,
  modelFile,
  optionalAssetFile,
  optionalNumber,
} from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { providerParams, type ProviderChoice } from "../provider-params.ts";
import type { ChosenInput } from "./picture-input.ts";

export const pictureModelParams = {
  model: modelFile({ title: "Model", help: "An .onnx file, relative to the workflow file." }),
  column: column({ title: "Pictures", help: "The column with the pictures.", of: "image", default: "image" }),
};

export const labelParams = {
  labels: json<string[]>(
    () => z.array(z.string()),
    {
      title: "Labels",
      help: "Names of the classes in the order of the model's outputs. Empty: from the labels file, else from the model file, else 0, 1, 2 …",
      default: [],
    },
    isListOf(isText),
  ),
  labelsFile: optionalAssetFile({
    title: "Labels file",
    help: "A text file with one label a line, or JSON; used where no labels are given.",
    extensions: ["txt", "json"],
  }),
};

const scale = (title: string, fallback: number[]) =>
  json<number[]>(() => z.array(z.number()).check(z.minLength(1), z.maxLength(3)), {
    title,
    help: "For each colour (red, green, blue) or for all, on a scale of 0 to 1.",
    default: fallback,
    visibleWhen: { param: "values", oneOf: ["custom"] },
  });

const side = (title: string) =>
  optionalNumber({
    title,
    help: "Of the model's input, where its file leaves it open. Empty = what the file says, or what such models are trained with.",
    unit: "px",
    min: 1,
    max: 16384,
    integer: true,
  });

export const pictureInputParams = {
  width: side("Width"),
  height: side("Height"),
  fit: choice(["auto", "stretch", "letterbox", "corner", "cover"], {
    title: "Fit",
    help: "What happens to pictures of another shape. Automatic: as models with such outputs are trained.",
    labels: {
      auto: "Automatic",
      stretch: "Stretch",
      letterbox: "Whole picture with borders",
      corner: "Whole picture, top left",
      cover: "Fill and cut off",
    },
    default: "auto",
  }),
  colours: choice(["auto", "rgb", "bgr"], {
    title: "Colour order",
    help: "In which order the model takes the colours of a pixel.",
    labels: { auto: "Automatic", rgb: "Red, green, blue", bgr: "Blue, green, red" },
    default: "auto",
  }),
  values: choice(["auto", "unit", "signed", "imagenet", "custom", "none"], {
    title: "Values",
    help: "What 0 to 255 becomes.",
    labels: {
      auto: "Automatic",
      unit: "0 to 1",
      signed: "-1 to 1",
      imagenet: "ImageNet mean and deviation",
      custom: "Mean and deviation as given",
      none: "0 to 255",
    },
    default: "auto",
  }),
  mean: scale("Mean", [0]),
  std: scale("Deviation", [1]),
  background: colour({
    title: "Background",
    help: "Colour around the picture and behind transparent ones, as #rrggbb. Empty = as such models are trained.",
    default: "",
  }),
  placement: choice(["auto", "inline", "inline-2", "lane", "lane-2"], {
    title: "Runs on",
    help: "Where the model runs. Automatic measures and takes the fastest.",
    labels: {
      auto: "Automatic",
      inline: "Engine thread",
      "inline-2": "Engine thread, 2 threads",
      lane: "A thread of its own",
      "lane-2": "Two threads of its own",
    },
    default: "auto",
  }),
  ...providerParams,
};

export interface PictureModelParams extends ChosenInput, ProviderChoice {
  readonly model: string;
  readonly column: string;
  readonly placement: "auto" | "inline" | "inline-2" | "lane" | "lane-2";
}
