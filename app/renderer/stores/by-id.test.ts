import { expect, test } from "vitest";
import { byId } from "./by-id.ts";

test.each(["constructor", "toString", "__proto__", "hasOwnProperty"])("nothing is there under %s", (id) => {
  expect(byId<number>()[id]).toBeUndefined();
  const one = JSON.parse(`{ "${id}": 1 }`) as Record<string, number>;
  expect(byId(one, { other: 2 })[id]).toBe(1);
  expect(Object.keys(byId(one, { other: 2 }))).toEqual([id, "other"]);
});
