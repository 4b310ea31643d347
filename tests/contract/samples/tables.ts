// Samples of the kinds that give tables another shape: other rows, other columns, another order.

import { frameOf } from "../../../engine/frames/builder.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { tableFrames } from "../sample-frames.ts";
import type { Sample } from "../samples.ts";

export const tableSamples: Readonly<Record<string, Sample>> = {
  aggregate: {
    params: {
      key: ["key"],
      columns: [
        { name: "rows", of: "count" },
        { name: "middle", of: "median", column: "b" },
        { name: "words", of: "distinct", column: "word" },
        { name: "latest", of: "last", column: "when" },
      ],
    },
    also: [
      {
        time: "when",
        every: "hour",
        zone: "Asia/Kathmandu",
        order: "key",
        columns: [{ name: "n", of: "count" }],
      },
    ],
  },
  bucket: { params: { column: "a", edges: [0, 5], as: "label" }, also: [{ column: "n", edges: [1] }] },
  clip: {
    params: { columns: ["a", "n"], low: -1, high: 5 },
    also: [{ columns: ["b"], high: 0, suffix: "_low" }],
  },
  deduplicate: { params: { key: ["key", "flag"] }, also: [{ key: ["word"], keep: "last" }] },
  "frequency-encode": { params: { column: "word", frequencies: { red: 0.5, green: 0.25 } } },
  join: {
    params: { leftKey: ["word"], how: "left", suffix: "_b" },
    inputs: () => ({ in: withoutTensors(tableFrames()), table: withoutTensors(tableFrames()) }),
    also: [
      { leftKey: ["key", "n"], how: "inner" },
      { leftKey: ["key"], rightKey: ["word"], how: "anti" },
    ],
  },
  "log-scale": {
    params: { columns: ["a", "c"], way: "ln" },
    also: [{ columns: ["a"], way: "symmetric", suffix: "" }],
  },
  "outlier-flag": { params: { column: "b", key: ["key"], rows: 4, leastRows: 3, limit: 0.5 } },
  "parse-dates": {
    params: { columns: ["t"], formats: ["dd.MM.yyyy HH:mm", "iso"], zone: "Europe/Berlin" },
    inputs: () => ({ in: textFrames(["29.03.2026 02:30", "2026-01-05", null, "no", "25.10.2026 02:30"]) }),
  },
  pivot: {
    params: {
      key: ["key"],
      column: "word",
      value: "b",
      of: "sum",
      categories: ["red", "green"],
      prefix: "w_",
    },
  },
  sessionise: { params: { key: ["key"], time: "when", gapMinutes: 90 } },
  "split-column": {
    params: { column: "t", names: ["left", "right"], separator: "-", missing: "fail" },
    inputs: () => ({ in: textFrames(["a-b", "c", null, "d-e-f", '{"x":1}']) }),
    also: [
      { column: "t", names: ["x"], way: "json", paths: ["x"], drop: true },
      { column: "t", names: ["x"], way: "pattern", pattern: "([a-e])$" },
    ],
  },
  sort: {
    params: { columns: ["key", "a"], descending: ["a"] },
    also: [{ columns: ["raw"], nulls: "first", text: "natural" }],
  },
  "target-encode": { params: { column: "word", target: "b", means: { red: 1, blue: -0.5 }, mean: 0.25 } },
  "time-features": {
    params: { column: "when", zone: "Asia/Kathmandu", features: ["hour", "weekend", "hour-circle"] },
    also: [{ column: "day", features: ["year", "week"], prefix: "of_" }],
  },
  unpivot: { params: { columns: ["a", "b", "n"], dropEmpty: true }, also: [{ columns: ["word", "raw"] }] },
};

function textFrames(texts: readonly (string | null)[]): readonly Frame[] {
  const schema = { fields: [field("t", "text")] };
  const lineage = { source: "in", unit: "line", from: 2, to: texts.length + 2, ids: null } as const;
  const whole = frameOf(
    schema,
    texts.map((t) => ({ t })),
    lineage,
  );
  return [whole.slice(0, 2), whole.slice(2, 2), whole.slice(2, texts.length)];
}

function withoutTensors(frames: ReturnType<typeof tableFrames>): ReturnType<typeof tableFrames> {
  return frames.map((frame) => frame.select(["key", "n", "word", "a", "when"]));
}
