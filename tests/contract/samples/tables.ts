// Samples of the kinds that give tables another shape: other rows, other columns, another order.

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
  join: {
    params: { leftKey: ["word"], how: "left", suffix: "_b" },
    inputs: () => ({ in: withoutTensors(tableFrames()), table: withoutTensors(tableFrames()) }),
    also: [
      { leftKey: ["key", "n"], how: "inner" },
      { leftKey: ["key"], rightKey: ["word"], how: "anti" },
    ],
  },
  sort: {
    params: { columns: ["key", "a"], descending: ["a"] },
    also: [{ columns: ["raw"], nulls: "first", text: "natural" }],
  },
};

function withoutTensors(frames: ReturnType<typeof tableFrames>): ReturnType<typeof tableFrames> {
  return frames.map((frame) => frame.select(["key", "n", "word", "a", "when"]));
}
