// image-to-tensor: pictures become tensors of one size, as a model wants them.

import * as z from "zod/mini";
import { TensorColumn } from "../../../engine/frames/column.ts";
import { withFields } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import type { Field, NumberArray } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, column, json, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { dropFailed } from "../../_shared/row-selection.ts";
import { AtOnce, framesInFlight, PICTURES_AT_ONCE } from "../../_shared/pixels/at-once.ts";
import { noPicture, pictureError } from "../../_shared/pixels/picture-errors.ts";
import { PictureReader, type WantedSize } from "../../_shared/pixels/picture-reader.ts";
import { pixelTables, scaleOf, writePixels } from "../../_shared/pixels/pixel-values.ts";

const numbers = (title: string, help: string, fallback: number[]) =>
  json<number[]>(() => z.array(z.number()).check(z.minLength(1), z.maxLength(3)), {
    title,
    help,
    default: fallback,
    visibleWhen: { param: "normalise", oneOf: ["custom"] },
  });

const side = (title: string) =>
  number({ title, help: "Of the tensor.", unit: "px", min: 1, max: 16384, integer: true, default: 224 });

const Params = paramsOf({
  column: column({ title: "Pictures", help: "The column with the pictures.", of: "image", default: "image" }),
  width: side("Width"),
  height: side("Height"),
  fit: choice(["stretch", "letterbox", "cover"], {
    title: "Fit",
    help: "What happens to pictures of another shape.",
    labels: { stretch: "Stretch", letterbox: "Whole picture with borders", cover: "Fill and cut off" },
    default: "stretch",
  }),
  channels: choice(["rgb", "bgr", "gray"], {
    title: "Channels",
    help: "Which colours the tensor has, and in which order.",
    labels: { rgb: "Red, green, blue", bgr: "Blue, green, red", gray: "Gray" },
    default: "rgb",
  }),
  layout: choice(["NCHW", "NHWC"], {
    title: "Layout",
    help: "NCHW: one plane for each colour (PyTorch). NHWC: colours of a pixel together (TensorFlow).",
    default: "NCHW",
  }),
  normalise: choice(["unit", "signed", "imagenet", "custom", "none"], {
    title: "Values",
    help: "What 0 to 255 becomes.",
    labels: {
      unit: "0 to 1",
      signed: "-1 to 1",
      imagenet: "ImageNet mean and deviation",
      custom: "Mean and deviation as given",
      none: "0 to 255",
    },
    default: "unit",
  }),
  mean: numbers("Mean", "For each colour (red, green, blue) or for all, on a scale of 0 to 1.", [0]),
  std: numbers("Deviation", "For each colour (red, green, blue) or for all, on a scale of 0 to 1.", [1]),
  dtype: choice(["float32", "float16", "uint8"], {
    title: "Element type",
    help: "What the model's input wants.",
    default: "float32",
  }),
  kernel: choice(["linear", "cubic", "lanczos3", "nearest"], {
    title: "Resizing",
    help: "How new pixels are computed; most models were trained with linear.",
    labels: { linear: "Linear", cubic: "Cubic", lanczos3: "Lanczos", nearest: "Nearest pixel" },
    default: "linear",
  }),
  anchor: choice(["centre", "start"], {
    title: "Place",
    help: "Where a picture stands between borders, and which part of it is kept when it is cut off.",
    labels: { centre: "In the middle", start: "At the top left" },
    default: "centre",
    visibleWhen: { param: "fit", oneOf: ["letterbox", "cover"] },
  }),
  background: text({
    title: "Background",
    help: "Colour around the picture and behind transparent ones, as #rrggbb.",
    default: "#000000",
  }),
  output: text({ title: "New column", help: "Name of the tensor column.", default: "tensor", minLength: 1 }),
});

type TensorParams = z.output<typeof Params>;

interface State {
  readonly reader: PictureReader;
  readonly tables: readonly NumberArray[];
  readonly size: WantedSize;
  readonly atOnce: AtOnce;
  /** Pictures of the frames that are worked on. */
  pictures: number;
}

export default defineNode({
  kind: "image-to-tensor",
  version: 1,
  category: "prepare",
  field: "pictures",
  icon: "grid-2x2",
  title: "Image to tensor",
  summary: "Resizes pictures and turns them into tensors as a model wants them.",
  keywords: ["resize", "scale", "crop", "letterbox", "normalise", "normalize", "pixels", "photo"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const { column: name, dtype, output } = params;
    const added: Field = {
      name: output,
      type: { type: "tensor", dtype, shape: shapeOf(params) },
      nullable: false,
    };
    const issues = [
      ...unknownColumnIssues(inputs.in, [name], "params.column"),
      ...typeIssues(
        inputs.in,
        [name],
        "params.column",
        ({ type }) => type === "image",
        "a picture",
        "Choose a column of pictures.",
      ),
      ...clashIssues(inputs.in, [added], ["output"]),
      ...valueIssues(params),
    ];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  async open({ params, host }): Promise<State> {
    const { width, height, fit, anchor, background, kernel, channels, dtype, normalise } = params;
    const gray = channels === "gray";
    const count = gray ? 1 : 3;
    return {
      reader: await PictureReader.open(host),
      tables: pixelTables(scaleOf(normalise, params, count), count, dtype),
      size: { width, height, fit, anchor, gray, background, kernel },
      atOnce: new AtOnce(PICTURES_AT_ONCE),
      pictures: 0,
    };
  },

  inFlight: ({ state }) => framesInFlight(state.pictures),

  async process(frame, { params, state, outputs, fail, out, signal }) {
    const source = frame.column(params.column);
    const shape = shapeOf(params);
    const pixels = new Array<Uint8Array>(frame.length);
    const order = { rgb: [0, 1, 2], bgr: [2, 1, 0], gray: [0] }[params.channels];
    const failures = new Map<number, RowError>();
    const decode = async (row: number): Promise<void> => {
      const image = source.get(row) as ImageCell | null;
      if (!image) return void failures.set(row, noPicture(params.column));
      try {
        pixels[row] = (await state.reader.sized(image, state.size)).data;
      } catch (thrown) {
        failures.set(row, pictureError(thrown, image, params.column));
      }
    };
    state.pictures += frame.length;
    const rows = Array.from({ length: frame.length }, (_, row) => row);
    const all = Promise.all(rows.map((row) => state.atOnce.do(() => decode(row))));
    await all.finally(() => (state.pictures -= frame.length));
    if (signal.aborted) return;
    // Pictures fail in the order in which they were done; the report has the order of the rows.
    const ordered = new Map([...failures].sort(([a], [b]) => a - b));
    // Bytes travel, and become numbers picture by picture where these are used: they are a quarter, and the numbers still warm.
    const tensor = TensorColumn.made(params.dtype, shape, frame.length, (row, values, offset) =>
      writePixels(pixels[row], state.tables, { out: values, offset, layout: params.layout, order }),
    );
    const whole = frame.with([{ name: params.output, column: tensor }], outputs.out);
    await out.out(failures.size > 0 ? dropFailed(whole, ordered, { fail }, frame) : whole);
  },
});

function shapeOf({ width, height, channels, layout }: TensorParams): number[] {
  const count = channels === "gray" ? 1 : 3;
  return layout === "NCHW" ? [count, height, width] : [height, width, count];
}

function valueIssues({ normalise, dtype, channels, mean, std, background }: TensorParams): NodeIssue[] {
  const issues: NodeIssue[] = [];
  const refuse = (param: string, message: string, expected: string, got: string, value: unknown) =>
    issues.push({
      code: "PARAM_INVALID",
      severity: "error",
      path: `params.${param}`,
      message,
      expected,
      got,
      hint: `Set it to ${expected}.`,
      fix: { label: `Set it to ${String(value)}`, commands: [{ do: "set-param", id: "", param, value }] },
    });
  if (dtype === "uint8" && normalise !== "none")
    refuse("normalise", "A tensor of bytes holds 0 to 255 only.", '"none"', normalise, "none");
  const count = channels === "gray" ? 1 : 3;
  if (normalise === "imagenet" && count === 1)
    refuse(
      "normalise",
      "ImageNet's means are for three colours, and the tensor is gray.",
      '"unit"',
      normalise,
      "unit",
    );
  if (normalise === "custom") {
    for (const [param, list] of [
      ["mean", mean],
      ["std", std],
    ] as const) {
      if (list.length !== 1 && list.length !== count)
        refuse(
          param,
          `There are ${list.length} values for ${count} colours.`,
          "one value for all",
          String(list),
          [list[0]],
        );
    }
    if (std.includes(0))
      refuse("std", "A deviation of 0 cannot be divided by.", "a deviation above 0", "0", [1]);
  }
  if (!/^#[0-9a-f]{6}$/iu.test(background))
    refuse("background", "The background is no colour.", "#rrggbb", background, "#000000");
  return issues;
}
