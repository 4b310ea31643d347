// When work has to let the event loop turn, by a clock that the test moves.

import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

test("a turn is due after eight milliseconds, and then not for eight more", async () => {
  const clock = { now: 100 };
  const turns = new Turns(() => clock.now);
  clock.now += 7;
  expect(turns.due()).toBeUndefined();
  clock.now += 1;
  let turned = false;
  setImmediate(() => (turned = true));
  await turns.due();
  expect(turned).toBe(true);
  clock.now += 7;
  expect(turns.due()).toBeUndefined();
  clock.now += 2;
  expect(turns.due()).toBeInstanceOf(Promise);
});
