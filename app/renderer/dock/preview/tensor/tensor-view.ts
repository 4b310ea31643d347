// How a tensor is looked at as a picture: which channels, in which order; and what stands below it.

import type { Reply } from "../../../../bridge/calls.ts";
import { tensorText as text } from "../../../strings/tensor.ts";
import { elementText } from "../../../ui/cell-text.ts";

export interface TensorView {
  /** null: all of them, as colours. */
  readonly channel: number | null;
  readonly swapped: boolean;
}

export const WHOLE: TensorView = { channel: null, swapped: false };

export type TensorFacts = NonNullable<Reply<"preview.image">["tensor"]>;

/** What is black and what is white: of the channels that are shown. */
export function drawnWords({ channels }: TensorFacts, { channel }: TensorView): string {
  const shown = channel === null ? channels : [channels[channel]];
  const low = Math.min(...shown.map(({ min }) => min));
  const high = Math.max(...shown.map(({ max }) => max));
  return low === high ? text.flat(figure(low)) : text.drawn(figure(low), figure(high));
}

/** Four figures are enough to tell scales apart. */
export function figure(value: number): string {
  return elementText(Number(value.toPrecision(4)));
}
