import { expect, test } from "vitest";
import { addCounters, NO_COUNTERS } from "./merge.ts";

test("rows of ports add up, whatever the ports are called and whichever part has counted them", () => {
  const part = { ...NO_COUNTERS, rowsOut: 5, rowsByPort: { constructor: 2, late: 3 } };
  const once = addCounters(NO_COUNTERS, part);
  expect(once.rowsByPort).toEqual({ constructor: 2, late: 3 });
  expect(addCounters(once, part).rowsByPort).toEqual({ constructor: 4, late: 6 });
});
