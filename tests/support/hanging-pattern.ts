// A pattern that tries ever more ways to fit a text, and a clock that ends it after a moment.

import { systemClock } from "../../engine/host/clock.ts";
import type { Clock } from "../../engine/sdk/services.ts";

export const HANGING_PATTERN = "^(a+)+$";
export const HANGING_TEXT = `${"a".repeat(40)}!`;

/** Gives work 50 ms, however much it asks for. */
export const hastyClock: Clock = {
  ...systemClock,
  within: <T>(_ms: number, work: () => T, late: () => Error) => systemClock.within(50, work, late),
};
