// image-to-tensor: pictures become tensors of one size, as a model wants them.

import { TensorColumn } from "../../../engine/frames/column.ts";
import { findField, withFields } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import type { Field, NumberArray } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { AtOnce, framesInFlight, PICTURES_AT_ONCE } from "../../_shared/pixels/at-once.ts";
import type { Size } from "../../_shared/pixels/fit.ts";
import { noPicture, pictureError } from "../../_shared/pixels/picture-errors.ts";
import { PictureReader, type WantedSize } from "../../_shared/pixels/picture-reader.ts";
import { pixelTable, scaleOf, writePixels } from "../../_shared/pixels/pixel-values.ts";
import { madePixels } from "../../_shared/vision/made-pixels.ts";
import { seenIssues } from "./seen-issues.ts";
import { NO_PICTURE, refuseHuge, runsOfOneSize } from "./own-sizes.ts";
import { Params } from "./params.ts";
import { plannedShape, shapeOf, tensorSize } from "./tensor-size.ts";
import { valueIssues } from "./value-issues.ts";

const ORDERS = { rgb: [0, 1, 2], bgr: [2, 1, 0], gray: [0] } as const;
const BYTES = { float32: 4, float16: 2, uint8: 1 } as const;

interface State {
  readonly reader: PictureReader;
  readonly table: NumberArray;
  readonly want: Omit<WantedSize, "width" | "height">;
  readonly atOnce: AtOnce;
  /** Pictures of the frames that are worked on. */
  pictures: number;
}

/** Pictures of their own size are larger mostly, and nobody knows how large before. */
const OWN_FRAMES = 2;

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
      table: pixelTable(scaleOf(normalise, params, count), count, dtype),
      want: { fit: size === "own" ? "stretch" : fit, anchor, gray, background, kernel },
      atOnce: new AtOnce(PICTURES_AT_ONCE),
      pictures: 0,
    };
  },

  inFlight: ({ params, state }) => (params.size === "own" ? OWN_FRAMES : framesInFlight(state.pictures)),

  async process(frame, { params, state, outputs, fail, out, signal }) {
    const { column: name, channels, dtype, layout, output } = params;
    const isOwn = params.size === "own";
    const source = frame.column(name);
    const order = ORDERS[channels];
    const sizes = new Array<Size | null>(frame.length).fill(null);
    const pixels = new Array<Uint8Array>(frame.length);
    const failures = new Map<number, RowError>();
    const wantOf = (picture: Size): WantedSize => {
      const size = tensorSize(picture, params);
      refuseHuge(size, size.width * size.height * order.length * BYTES[dtype], state.reader.limit);
      return { ...state.want, ...size };
    };
    let wantOfAll: WantedSize | null = null;
    const decode = async (row: number): Promise<void> => {
      const image = source.get(row) as ImageCell | null;
      if (!image) return void failures.set(row, noPicture(name));
      try {
        const want = isOwn ? wantOf(await state.reader.facts(image)) : (wantOfAll ??= wantOf(NO_PICTURE));
        pixels[row] = (await state.reader.sized(image, want)).data;
        sizes[row] = want;
      } catch (thrown) {
        failures.set(row, pictureError(thrown, image, name));
      }
    };
    state.pictures += frame.length;
    const rows = Array.from({ length: frame.length }, (_, row) => row);
    const all = Promise.all(rows.map((row) => state.atOnce.do(() => decode(row))));
    await all.finally(() => (state.pictures -= frame.length));
    if (signal.aborted) return;
    // Pictures fail in the order in which they were done; the report has the order of the rows.
    const ordered = new Map([...failures].sort(([a], [b]) => a - b));
    for (const [row, error] of ordered) fail(frame, row, error);
    for (const { rows, size } of runsOfOneSize(sizes, isOwn ? NO_PICTURE : params)) {
      // Bytes travel, and become numbers picture by picture where these are used: they are a quarter, and the numbers still warm.
      const shape = shapeOf(size, channels, layout);
      const tensor = TensorColumn.made(dtype, shape, rows.length, (row, values, offset) =>
        writePixels(pixels[rows[row]], state.table, { out: values, offset, layout, order }),
      );
      const kept = rows.length === frame.length ? frame : frame.take(Int32Array.from(rows));
      await out.out(kept.with([{ name: output, column: tensor }], outputs.out));
    }
  },
});
