// What is said of tensors that are shown as pictures.

import { count } from "../ui/format.ts";

export const tensorText = {
  show: "What is shown",
  ways: { picture: "Picture", values: "Values" },
  alt: (column: string, row: number) => `Tensor ${column} of row ${count(row)} as a picture`,
  channels: "Channels",
  all: "All",
  channel: (at: number) => `${count(at + 1)}`,
  channelTitle: (at: number) => `Channel ${count(at + 1)} alone, in gray`,
  swap: "Swap red and blue",
  swapHelp:
    "A tensor does not say in which order its colours stand: the order in which the picture looks right is the one it has.",
  /** `224 × 224 · NCHW · float32`. */
  facts: (width: number, height: number, layout: string, dtype: string) =>
    `${width} × ${height} · ${layout} · ${dtype}`,
  drawn: (low: string, high: string) => `Drawn between its own ends: ${low} is black, ${high} is white`,
  flat: (value: string) => `All of it is ${value}: there is nothing to see`,
  odd: (n: number) => `${count(n)} ${n === 1 ? "value is no number" : "values are no numbers"}`,
  table: "Values of each channel",
  columns: ["Channel", "Least", "Mean", "Greatest"],
} as const;
