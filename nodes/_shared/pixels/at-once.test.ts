// So many at once, the others in their order, and a place is free again whatever became of the work.

import { expect, test } from "vitest";
import { AtOnce, framesInFlight, PICTURES_AT_ONCE } from "./at-once.ts";

test("never more than allowed, begun in the order in which they came, all of them done", async () => {
  const atOnce = new AtOnce(3);
  const begun: number[] = [];
  let [now, most] = [0, 0];
  const work = (i: number) => async () => {
    begun.push(i);
    most = Math.max(most, ++now);
    // The first of each three take longest.
    for (let turn = 0; turn < 3 - (i % 3); turn++) await new Promise(setImmediate);
    now--;
    if (i % 4 === 1) throw new Error(`fault ${i}`);
    return i;
  };
  const done = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => atOnce.do(work(i))));
  expect(most).toBe(3);
  expect(begun).toEqual([...begun.keys()]);
  expect(done.map(({ status }) => status === "fulfilled")).toEqual(begun.map((i) => i % 4 !== 1));
  expect(await atOnce.do(() => Promise.resolve("free again"))).toBe("free again");
});

test("one-picture frames keep the decoder busy; of long ones only the next is begun, of short ones two", () => {
  expect(framesInFlight(0)).toBe(PICTURES_AT_ONCE);
  expect(framesInFlight(16)).toBe(3);
  expect(framesInFlight(256)).toBe(2);
});
