// image-to-tensor: pictures become tensors of one size, as a model wants them.

import { TensorColumn } from "../../../engine/frames/column.ts";
import { findField, withFields } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { allocate, type Field, type NumberArray } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { dropFailed } from "../../_shared/row-selection.ts";
import type { Size } from "../../_shared/pixels/fit.ts";
import { noPicture, pictureError } from "../../_shared/pixels/picture-errors.ts";
import { PictureReader, type WantedSize } from "../../_shared/pixels/picture-reader.ts";
import { pixelTables, scaleOf, writePixels } from "../../_shared/pixels/pixel-values.ts";
import { madePixels } from "../../_shared/vision/made-pixels.ts";
import { seenIssues } from "./seen-issues.ts";
import { joined, refuseHuge, runsOfOneSize } from "./own-sizes.ts";
import { Params } from "./params.ts";
import { plannedShape, shapeOf, tensorSize } from "./tensor-size.ts";
import { valueIssues } from "./value-issues.ts";

const ORDERS = { rgb: [0, 1, 2], bgr: [2, 1, 0], gray: [0] } as const;
const BYTES = { float32: 4, float16: 2, uint8: 1 } as const;

/** Frames worked on at once, so that one-picture frames keep the threads busy too. */
const FRAMES = 8;

/** Pictures of their own size are larger mostly, and nobody knows how large before. */
const OWN_FRAMES = 2;

interface State {
  readonly reader: PictureReader;
  readonly tables: readonly NumberArray[];
  readonly want: Omit<WantedSize, "width" | "height">;
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
    const seen = findField(inputs.in, name)?.seen;
    const pixels = madePixels(params, seen);
    const added: Field = {
      name: output,
      type: { type: "tensor", dtype, shape: plannedShape(params) },
      nullable: false,
      ...(pixels && { pixels }),
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
      ...(seen ? seenIssues(seen, params) : []),
    ];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  async open({ params, host }): Promise<State> {
    const { size, fit, anchor, background, kernel, channels, dtype, normalise } = params;
    const gray = channels === "gray";
    const count = gray ? 1 : 3;
    return {
      reader: await PictureReader.open(host),
      tables: pixelTables(scaleOf(normalise, params, count), count, dtype),
      want: { fit: size === "own" ? "stretch" : fit, anchor, gray, background, kernel },
    };
  },

  inFlight: ({ params }) => (params.size === "own" ? OWN_FRAMES : FRAMES),

  async process(frame, { params, state, outputs, fail, out, signal }) {
    const { column: name, channels, dtype, layout, output, size } = params;
    const source = frame.column(name);
    const order = ORDERS[channels];
    // Pictures of one size share an array from the beginning: no copy is made of it.
    const shared = size === "fixed" ? allocate(dtype, frame.length * elements(params, order.length)) : null;
    const sizes = new Array<Size | null>(frame.length).fill(null);
    const own = new Array<NumberArray | null>(frame.length).fill(null);
    const failures = new Map<number, RowError>();
    const decode = async (row: number): Promise<void> => {
      const image = source.get(row) as ImageCell | null;
      if (!image) return void failures.set(row, noPicture(name));
      try {
        const facts = await state.reader.facts(image);
        const wanted = tensorSize(facts, params);
        const count = elements(wanted, order.length);
        if (!shared) refuseHuge(wanted, count * BYTES[dtype], state.reader.limit);
        const { data: bytes } = await state.reader.sized(image, { ...state.want, ...wanted });
        const into = shared ?? (own[row] = allocate(dtype, count));
        writePixels(bytes, state.tables, { out: into, offset: shared ? row * count : 0, layout, order });
        sizes[row] = wanted;
      } catch (thrown) {
        failures.set(row, pictureError(thrown, image, name));
      }
    };
    await Promise.all(Array.from({ length: frame.length }, (_, row) => decode(row)));
    if (signal.aborted) return;
    // Pictures fail in the order in which they were done; the report has the order of the rows.
    const ordered = new Map([...failures].sort(([a], [b]) => a - b));
    if (shared) {
      const tensor = new TensorColumn(dtype, shapeOf(params, channels, layout), frame.length, shared);
      const whole = frame.with([{ name: output, column: tensor }], outputs.out);
      return out.out(failures.size > 0 ? dropFailed(whole, ordered, { fail }, frame) : whole);
    }
    for (const [row, error] of ordered) fail(frame, row, error);
    for (const { rows, size: each } of runsOfOneSize(sizes)) {
      const data = joined(
        dtype,
        rows.map((row) => own[row]!),
      );
      const tensor = new TensorColumn(dtype, shapeOf(each, channels, layout), rows.length, data);
      await out.out(frame.take(Int32Array.from(rows)).with([{ name: output, column: tensor }], outputs.out));
    }
  },
});

function elements({ width, height }: Size, channels: number): number {
  return width * height * channels;
}
