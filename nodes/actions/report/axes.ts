// The axes of charts: where they begin and end, and what stands beside them.

import { timestampText } from "../../../engine/frames/time-text.ts";
import { shortNumber } from "../../_shared/page/short-number.ts";
import type { Axis } from "./svg.ts";
import { numberTicks, roundEnds, timeTicks } from "./ticks.ts";

export const MOST_TICKS = { x: 7, y: 6 };

interface AxisHow {
  readonly isTime: boolean;
  readonly most: number;
  /** It begins and ends at a round number, so that nothing that is drawn lies on the frame. */
  readonly isRounded?: boolean;
}

export function axisOf(label: string, values: readonly number[], { isTime, most, isRounded }: AxisHow): Axis {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  const { from, to } = isRounded ? roundEnds(least, greatest, most) : { from: least, to: greatest };
  return { from, to, label, ticks: isTime ? timeTicks(from, to, most) : numberTicks(from, to, most) };
}

export function xText(isTime: boolean): (value: number) => string {
  return isTime ? timestampText : shortNumber;
}
