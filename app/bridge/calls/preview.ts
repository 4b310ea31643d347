// The sample: what stands behind each node while editing: the calls for it.

import * as z from "zod/mini";
import * as s from "../shapes.ts";
import { call, done } from "./call.ts";

const place = z.object({ session: s.session, node: z.string(), port: z.string() });
const soundPart = z.extend(place, {
  row: z.number(),
  column: z.string(),
  from: z.optional(z.number()),
  to: z.optional(z.number()),
});

export const previewCalls = {
  /**
   * Runs the sample through the document; results come as `preview.node`. Answers when all nodes are done. `pinned`: nodes that
   * keep the rows they have.
   */
  "preview.update": call(
    z.object({
      session: s.session,
      revision: z.number(),
      document: s.documentShape,
      rows: z.number(),
      pinned: z.optional(z.array(z.string())),
    }),
    z.object({ revision: z.number() }),
  ),
  /**
   * Stops, and forgets the results unless `keep` says otherwise: the person has turned previews off, or waits no longer. The
   * process that computes is replaced when it has not stopped after two seconds; its results are lost then.
   */
  "preview.stop": call(z.object({ session: s.session, keep: z.optional(z.boolean()) }), done),
  "preview.rows": call(
    z.extend(place, { from: z.number(), to: z.number() }),
    z.object({ rows: z.number(), cells: z.array(z.array(s.cellShape)), lineage: z.array(z.string()) }),
  ),
  "preview.columns": call(place, z.object({ columns: z.array(s.columnSummaryShape) })),
  /** The whole of a cell as text: its own, or JSON of anything else. At most `limit` of its `length` characters. */
  "preview.value": call(
    z.extend(place, { row: z.number(), column: z.string(), limit: z.number() }),
    z.object({ text: z.string(), json: z.boolean(), length: z.number() }),
  ),
  /**
   * A picture of a cell, as PNG that fits into `size` pixels; width and height are those of the picture itself, as it is seen. A tensor of
   * that shape is drawn between its least and its greatest value: all channels (`swapped`: the last for red), or one alone in gray. A
   * matrix is drawn in the colours of a heat-map.
   */
  "preview.image": call(
    z.extend(place, {
      row: z.number(),
      column: z.string(),
      size: z.number(),
      view: z.optional(z.object({ channel: z.nullable(z.number()), swapped: z.boolean() })),
    }),
    z.object({
      png: s.bytesShape,
      width: z.number(),
      height: z.number(),
      /** Of a tensor. `odd`: how many of its elements are no finite number. */
      tensor: z.optional(
        z.object({
          dtype: z.string(),
          layout: z.enum(["NCHW", "NHWC"]),
          channels: z.array(z.object({ min: z.number(), max: z.number(), mean: z.number() })),
          odd: z.number(),
        }),
      ),
    }),
  ),
  /**
   * A recording as a line: `points` pairs of its least and greatest values (int16, little endian), of all of it or of a part.
   * Times are seconds from the beginning of the recording, of which a cell may hold a piece: `start` to `end`.
   */
  "preview.sound": call(
    z.extend(soundPart, { points: z.number() }),
    z.object({
      rate: z.number(),
      channels: z.number(),
      start: z.number(),
      end: z.number(),
      from: z.number(),
      to: z.number(),
      peaks: s.bytesShape,
      loudest: z.number(),
    }),
  ),
  /** A part of a recording by time and frequency, row by row from the highest: 0 is `minDb` or less, 255 full scale. */
  "preview.spectrogram": call(
    z.extend(soundPart, { columns: z.number(), rows: z.number() }),
    z.object({
      from: z.number(),
      to: z.number(),
      columns: z.number(),
      rows: z.number(),
      data: s.bytesShape,
      maxHz: z.number(),
      minDb: z.number(),
    }),
  ),
  /** A part of a recording as a WAV file of 16 bits; of a long one only as much as is sent at once. */
  "preview.wav": call(soundPart, z.object({ wav: s.bytesShape, from: z.number(), to: z.number() })),
  /**
   * A column of vectors laid flat: along the two directions in which they differ most. `points` has x and y of each row, in its
   * order (float32, little endian; NaN for a row without a vector); `explained` is the share of the spread that each direction has.
   */
  "preview.scatter": call(
    z.extend(place, { column: z.string(), rows: z.number() }),
    z.object({
      rows: z.number(),
      dimensions: z.number(),
      points: s.bytesShape,
      explained: z.array(z.number()),
    }),
  ),
  /** Values of a tensor cell, at most `limit` of them evenly picked. */
  "preview.tensor": call(
    z.extend(place, { row: z.number(), column: z.string(), limit: z.number() }),
    z.object({
      dtype: z.string(),
      shape: z.array(z.number()),
      values: z.array(s.anyNumber),
      min: z.number(),
      max: z.number(),
    }),
  ),
} as const;
