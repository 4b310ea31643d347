// tensor-to-image: tensors become pictures, by the arithmetic of image-to-tensor backwards.

import * as z from "zod/mini";
import { ObjectColumn, type TensorColumn } from "../../../engine/frames/column.ts";
import { field, findField, withFields } from "../../../engine/frames/frame.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import type { Pixels } from "../../../engine/frames/image.ts";
import type { DataType, Dim, Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, column, json, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { byteOf, bytesFromTensor, channelsOf, sizeOf } from "../../_shared/pixels/from-tensor.ts";
import { scaleOf } from "../../_shared/pixels/pixel-values.ts";

const numbers = (title: string, fallback: number[]) =>
  json<number[]>(() => z.array(z.number()).check(z.minLength(1), z.maxLength(3)), {
    title,
    help: "For each colour (red, green, blue) or for all, on a scale of 0 to 1, as they were when the tensor was made.",
    default: fallback,
    visibleWhen: { param: "normalise", oneOf: ["custom"] },
  });

export default defineNode({
  kind: "tensor-to-image",
  version: 1,
  category: "prepare",
  field: "pictures",
  icon: "image",
  title: "Tensor to image",
  summary: "Turns tensors into pictures: what a model draws, or what one is given.",
  keywords: ["pixels", "denormalise", "denormalize", "decode", "mask", "generated", "output"],
  params: paramsOf({
    column: column({
      title: "Tensors",
      help: "The column with the tensors.",
      of: "tensor",
      default: "tensor",
    }),
    layout: choice(["NCHW", "NHWC"], {
      title: "Layout",
      help: "NCHW: one plane for each colour (PyTorch). NHWC: colours of a pixel together (TensorFlow). A tensor of height and width alone is gray.",
      default: "NCHW",
    }),
    order: choice(["rgb", "bgr"], {
      title: "Channels",
      help: "In which order the colours stand in the tensor.",
      labels: { rgb: "Red, green, blue", bgr: "Blue, green, red" },
      default: "rgb",
    }),
    normalise: choice(["unit", "signed", "imagenet", "custom", "none"], {
      title: "Values",
      help: "What stands for black and white; what lies outside is cut off.",
      labels: {
        unit: "0 to 1",
        signed: "-1 to 1",
        imagenet: "ImageNet mean and deviation",
        custom: "Mean and deviation as given",
        none: "0 to 255",
      },
      default: "unit",
    }),
    mean: numbers("Mean", [0]),
    std: numbers("Deviation", [1]),
    output: text({ title: "New column", help: "Name of the picture.", default: "picture", minLength: 1 }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    const added = [field(params.output, "image", false)];
    const issues = [
      ...unknownColumnIssues(schema, [params.column], "params.column"),
      ...typeIssues(
        schema,
        [params.column],
        "params.column",
        isTensor,
        "a tensor of numbers",
        "Choose another.",
      ),
      ...clashIssues(schema, added, ["output"]),
      ...shapeIssues(schema, params.column, params.layout),
    ];
    return { outputs: { out: withFields(schema, added) }, issues };
  },

  map(frame, { params, outputs }) {
    const { column: name, layout, order, output } = params;
    const source = frame.column(name) as TensorColumn;
    const size = sizeOf(source.shape, layout);
    const scale = scaleOf(params.normalise, params, size.channels);
    const convert = byteOf(source.dtype, scale);
    const made = Array.from({ length: frame.length }, (_, row): Pixels => {
      const data = bytesFromTensor(source, row, { ...size, layout, swapped: order === "bgr" }, convert);
      return { kind: "pixels", data, ...size, name: `${name} ${rowId(frame.lineage, row)}` };
    });
    return frame.with([{ name: output, column: new ObjectColumn({ type: "image" }, made) }], outputs.out);
  },
});

function isTensor(type: DataType): boolean {
  return type.type === "tensor" && type.dtype !== "string";
}

/** Shapes that are no picture: said where the dimension is known. */
function shapeIssues(schema: Schema, name: string, layout: "NCHW" | "NHWC"): NodeIssue[] {
  const type = findField(schema, name)?.type;
  if (type?.type !== "tensor") return [];
  const channels: Dim = channelsOf(type.shape, layout);
  const rank = type.shape.length;
  if ((rank === 2 || rank === 3) && (typeof channels === "string" || [1, 3, 4].includes(channels))) return [];
  const other = layout === "NCHW" ? "NHWC" : "NCHW";
  const swapped = rank === 3 && [1, 3, 4].includes(Number(channelsOf(type.shape, other)));
  return [
    {
      code: "TENSOR_NO_IMAGE",
      severity: "error",
      path: swapped ? "params.layout" : "params.column",
      message: `A tensor [${type.shape.join(",")}] is no picture in the layout ${layout}.`,
      expected: "height and width, and 1, 3 or 4 channels",
      got: `[${type.shape.join(",")}]`,
      hint: swapped ? `Set the layout to ${other}.` : "Choose another tensor.",
      ...(swapped && {
        fix: {
          label: `Set the layout to ${other}`,
          commands: [{ do: "set-param", id: "", param: "layout", value: other }],
        },
      }),
    },
  ];
}
