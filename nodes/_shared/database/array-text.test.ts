// Arrays of PostgreSQL: elements, quotes, nulls and dimensions.

import { expect, test } from "vitest";
import { readArray } from "./array-text.ts";

test.each([
  ["{}", []],
  ["{1,NULL,3}", ["1", null, "3"]],
  ['{"a,b","NULL","q\\"\\\\",plain}', ["a,b", "NULL", 'q"\\', "plain"]],
  [
    "{{1,2},{3,4}}",
    [
      ["1", "2"],
      ["3", "4"],
    ],
  ],
  ["[0:1]={7,8}", ["7", "8"]],
])("%s", (text, items) => {
  expect(readArray(text, (element) => element)).toEqual(items);
});
