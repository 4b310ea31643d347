// The machine's clock, as the sdk's `Clock` service.

import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../sdk/services.ts";

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, { signal });
  },
};
